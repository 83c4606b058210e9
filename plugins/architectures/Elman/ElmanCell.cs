namespace RnnModular.Plugins.Elman;

/// <summary>The simple recurrent network (Elman 1990) with tanh; PyTorch's nn.RNN.</summary>
[RecurrentCell("""
    h' = tanh(W x + b + U h + c)

    tensor weight_ih = [W]
    tensor weight_hh = [U]
    tensor bias_ih   = [b]
    tensor bias_hh   = [c]
    """)]
public sealed partial class ElmanCell;
