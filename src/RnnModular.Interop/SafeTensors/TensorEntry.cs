namespace RnnModular.Interop.SafeTensors;

/// <summary>One tensor as the header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Start">First byte after the header.</param>
/// <param name="End">The byte after the last.</param>
sealed record TensorEntry(string Name, TensorType Type, int[] Shape, long Start, long End)
{
    /// <summary>Number of values.</summary>
    public long Count => (End - Start) / Type.Size;
}
