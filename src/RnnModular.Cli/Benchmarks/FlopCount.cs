namespace RnnModular.Cli.Benchmarks;

/// <summary>
/// The floating-point operations of a cell as its field counts them: two for each weight of a matrix and each token, three
/// times as many with the backward run. Vectors and functions are not counted, so a fraction of the peak is a fraction of
/// what the products alone would allow.
/// </summary>
static class FlopCount
{
    /// <summary>Operations of <paramref name="tokens"/> steps of single sequences.</summary>
    /// <param name="parameters">The cell's parameters; one of a single column counts as a vector.</param>
    /// <param name="tokens">Steps of all sequences together.</param>
    /// <param name="trains">True when a backward run follows.</param>
    public static double Of(IEnumerable<CellParameter> parameters, long tokens, bool trains) =>
        (trains ? 6.0 : 2.0) * tokens * parameters.Where(p => p.Columns > 1).Sum(p => (long)p.Length);
}
