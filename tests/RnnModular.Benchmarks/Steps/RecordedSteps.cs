namespace RnnModular.Benchmarks.Steps;

/// <summary>
/// RTNeural's own times, nanoseconds a step of its fastest back end (xsimd or Eigen, float), as measured on a machine of this kind: AMD EPYC
/// with AVX-512, one thread, 2026-11.
/// </summary>
static class RecordedSteps
{
    /// <summary>What the numbers are.</summary>
    public const string Source = "RTNeural 1fb1f07, best back end, recorded 2026-11 on another AMD EPYC with AVX-512";

    static readonly Dictionary<(string Cell, int Input, int Hidden), double> s_nanoseconds = new()
    {
        [("lstm", 4, 4)] = 92,
        [("lstm", 16, 16)] = 137,
        [("lstm", 1, 24)] = 212,
        [("lstm", 64, 64)] = 1650,
        [("gru", 4, 4)] = 69,
        [("gru", 16, 16)] = 125,
    };

    /// <summary>Nanoseconds a step, or null where nothing is recorded.</summary>
    public static double? Of(string cell, int input, int hidden) => s_nanoseconds.TryGetValue((cell, input, hidden), out double time) ? time : null;
}
