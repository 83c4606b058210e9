namespace RnnModular.Plugins.Lstm;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate, Gers et al. 2000), gates i, f, g, o as in PyTorch.</summary>
[RecurrentCell("""
    i  = sigmoid(Wi x + bi + Ui h + ci)
    f  = sigmoid(Wf x + bf + Uf h + cf)
    g  = tanh(Wg x + bg + Ug h + cg)
    o  = sigmoid(Wo x + bo + Uo h + co)
    c' = f * c + i * g
    h' = o * tanh(c')

    tensor weight_ih = [Wi; Wf; Wg; Wo]
    tensor weight_hh = [Ui; Uf; Ug; Uo]
    tensor bias_ih   = [bi; bf; bg; bo]
    tensor bias_hh   = [ci; cf; cg; co]
    """)]
public sealed partial class LstmCell;
