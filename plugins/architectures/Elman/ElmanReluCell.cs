namespace RnnModular.Plugins.Elman;

/// <summary>The simple recurrent network (Elman 1990) with relu; PyTorch's nn.RNN with nonlinearity relu.</summary>
[RecurrentCell("""
    h' = relu(W x + b + U h + c)

    tensor weight_ih = [W]
    tensor weight_hh = [U]
    tensor bias_ih   = [b]
    tensor bias_hh   = [c]
    """)]
public sealed partial class ElmanReluCell;
