namespace RnnModular.Plugins.Tests.Cells;

/// <summary>Compares tensors by their largest difference.</summary>
static class Near
{
    /// <summary>Fails when a value differs from the expected by more than <paramref name="tolerance"/> · max(1, largest expected).</summary>
    public static void Assert(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what, float tolerance)
    {
        Xunit.Assert.True(expected.Length == actual.Length, $"{what} has {actual.Length} values, not {expected.Length}.");
        float scale = 1;
        foreach (float value in expected)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        for (int index = 0; index < expected.Length; index++)
        {
            float difference = Math.Abs(expected[index] - actual[index]);
            Xunit.Assert.True(difference <= tolerance * scale, $"{what}[{index}] is {actual[index]:g9}, not {expected[index]:g9}: off by {difference:g3}.");
        }
    }
}
