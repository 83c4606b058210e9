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

/// <summary>Where a state starts when the caller gives no initial state; a state without one starts at zero.</summary>
/// <param name="State">The state's name.</param>
/// <param name="Constant">The number in every lane, when it starts at one.</param>
/// <param name="Parameter">The parameter that holds its start, when it is learned; else null.</param>
public sealed record StartInfo(string State, double Constant, string? Parameter);
