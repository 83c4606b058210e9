namespace RnnModular;

/// <summary>One input of a cell with concrete sizes: a part of every input row.</summary>
/// <param name="Name">The spec's name: <c>x</c>, or that of a side input such as <c>dt</c>.</param>
/// <param name="Size">Number of values.</param>
/// <param name="Offset">Its first column in an input row; inputs lie side by side without padding.</param>
public sealed record CellInput(string Name, int Size, int Offset);

/// <summary>
/// A random mask of a cell with concrete sizes. In a training run each of its values is 1 with a probability and 0
/// otherwise; in evaluation and streaming each is the probability itself.
/// </summary>
/// <param name="Name">The spec's name.</param>
/// <param name="Size">Number of values per row.</param>
/// <param name="Probability">Of a one, above 0 and at most 1.</param>
/// <param name="PerSequence">True when one draw holds for all steps of a sequence.</param>
public sealed record CellMask(string Name, int Size, double Probability, bool PerSequence);
