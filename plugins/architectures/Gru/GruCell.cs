namespace RnnModular.Plugins.Gru;

/// <summary>Gated recurrent unit (Cho et al. 2014), reset after the product as in PyTorch.</summary>
[RecurrentCell("""
    r  = sigmoid(Wr x + br + Ur h + cr)
    z  = sigmoid(Wz x + bz + Uz h + cz)
    n  = tanh(Wn x + bn + r * (Un h + cn))
    h' = (1 - z) * n + z * h

    tensor weight_ih = [Wr; Wz; Wn]
    tensor weight_hh = [Ur; Uz; Un]
    tensor bias_ih   = [br; bz; bn]
    tensor bias_hh   = [cr; cz; cn]
    """)]
public sealed partial class GruCell;
