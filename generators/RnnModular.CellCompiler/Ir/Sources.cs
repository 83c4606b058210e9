namespace RnnModular.CellCompiler.Ir;

/// <summary>A side input: values that come with every step beside x.</summary>
/// <param name="Name">The spec's name.</param>
/// <param name="Leaf">Its node.</param>
public sealed record InputInfo(string Name, int Leaf);

/// <summary>A random mask: 1 with a probability and 0 otherwise while training, the probability itself in evaluation.</summary>
/// <param name="Name">The spec's name.</param>
/// <param name="Leaf">Its node.</param>
/// <param name="Probability">Of a one.</param>
/// <param name="PerSequence">True when one draw holds for all steps of a sequence.</param>
public sealed record MaskInfo(string Name, int Leaf, double Probability, bool PerSequence);
