using System.Globalization;

namespace RnnModular.Learning;

/// <summary>Counters and measures as exact texts of a checkpoint.</summary>
static class CheckpointNumbers
{
    public static void Integer(this ITensorSink sink, string key, long value) =>
        sink.Text(key, value.ToString(CultureInfo.InvariantCulture));

    public static void Real(this ITensorSink sink, string key, double value) =>
        sink.Text(key, value.ToString("R", CultureInfo.InvariantCulture));

    /// <exception cref="RnnException">The text is no whole number from 0 on.</exception>
    public static long Integer(this ITensorSource source, string key) =>
        long.TryParse(source.Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : throw Unreadable(source, key, "a whole number");

    /// <exception cref="RnnException">The text is no number.</exception>
    public static double Real(this ITensorSource source, string key) =>
        double.TryParse(source.Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Unreadable(source, key, "a number");

    static RnnException Unreadable(ITensorSource source, string key, string wanted) =>
        new(FailureKind.Checkpoint, $"The checkpoint cannot be used because its entry '{key}' is '{source.Text(key)}' instead of {wanted}; take an earlier checkpoint.");
}
