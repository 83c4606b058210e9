using System.Globalization;

namespace RnnModular.Cli.Benchmarks;

/// <summary>The sizes of one benchmark: B sequences of T steps, I values in, H hidden.</summary>
readonly record struct BenchmarkShape(int Batch, int Time, int Input, int Hidden)
{
    const int Most = 1 << 16;

    /// <summary>What inference and training are measured on unless told otherwise.</summary>
    public static IReadOnlyList<BenchmarkShape> OfBatches { get; } =
    [
        new(1, 128, 64, 64),
        new(1, 128, 256, 256),
        new(16, 64, 128, 128),
        new(32, 64, 256, 256),
        new(64, 32, 32, 64),
        new(20, 35, 650, 650),
        new(64, 100, 512, 512),
        new(128, 32, 1024, 1024),
    ];

    /// <summary>What single steps are measured on: sizes of audio effects and keyword spotters, and larger ones.</summary>
    public static IReadOnlyList<BenchmarkShape> OfSteps { get; } = [new(1, 1, 4, 4), new(1, 1, 16, 16), new(1, 1, 1, 24), new(1, 1, 64, 64), new(1, 1, 256, 256)];

    /// <summary>What ragged batches are measured on; their time is drawn.</summary>
    public static IReadOnlyList<BenchmarkShape> OfRagged { get; } = [.. OfBatches.Where(s => s.Batch > 1 && s.Hidden < 1024)];

    /// <summary>The shapes a mode is measured on unless told otherwise.</summary>
    public static IReadOnlyList<BenchmarkShape> DefaultsOf(BenchmarkMode mode) =>
        mode.IsStep ? OfSteps : mode.IsRagged ? OfRagged : OfBatches;

    /// <summary>Reads shapes as a person types them: <c>B,T,I,H</c>, several with semicolons between.</summary>
    /// <exception cref="RnnException">A shape is not four whole numbers from 1 to 65536, or there is none.</exception>
    public static IReadOnlyList<BenchmarkShape> ParseList(string text)
    {
        string[] shapes = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return shapes.Length > 0 ? [.. shapes.Select(Parse)] : throw Wrong(text);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Batch},{Time},{Input},{Hidden}");

    static BenchmarkShape Parse(string text)
    {
        var numbers = new List<int>(4);
        foreach (string part in text.Trim('(', ')').Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > Most)
            {
                throw Wrong(text);
            }

            numbers.Add(number);
        }

        return numbers is [int batch, int time, int input, int hidden] ? new BenchmarkShape(batch, time, input, hidden) : throw Wrong(text);
    }

    static RnnException Wrong(string text) => new(
        FailureKind.Usage,
        $"The option 'shapes' cannot be '{text}' because a shape is four whole numbers from 1 to {Most.ToString(CultureInfo.InvariantCulture)}; write batch,time,input,hidden, for instance \"1,128,64,64;32,64,256,256\".");
}
