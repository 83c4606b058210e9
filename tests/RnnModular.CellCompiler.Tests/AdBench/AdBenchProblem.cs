using System.Globalization;
using System.Runtime.CompilerServices;

namespace RnnModular.AdBench;

/// <summary>One LSTM problem of ADBench (MIT; Šrajer et al. 2018): layers of diagonal weights over a text in bits.</summary>
sealed class AdBenchProblem
{
    AdBenchProblem(double[][] main, double[][] extra, double[][] states, double[][] sequence, double[] expected) =>
        (Main, Extra, States, Sequence, Expected) = (main, extra, states, sequence, expected);

    /// <summary>For each layer weights and biases, each forget, in, out, change.</summary>
    public double[][] Main { get; }

    /// <summary>Input weights, output weights, output biases.</summary>
    public double[][] Extra { get; }

    /// <summary>For each layer hidden and cell.</summary>
    public double[][] States { get; }

    /// <summary>The text.</summary>
    public double[][] Sequence { get; }

    /// <summary>The published objective, then its gradient by main and extra parameters.</summary>
    public double[] Expected { get; }

    /// <summary>Number of layers.</summary>
    public int Layers => States.Length / 2;

    /// <summary>Width of everything.</summary>
    public int Bits => Sequence[0].Length;

    /// <summary>The folder of the problems, or null where it is absent.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Reads a problem and its published answer.</summary>
    public static AdBenchProblem Read(string name)
    {
        double[][][] blocks = Blocks(Path.Combine(Folder!, name + ".txt"));
        double[] expected = [.. File.ReadLines(Path.Combine(Folder!, name + ".expected.txt")).Where(l => l.Length > 0).Select(Number)];
        return new AdBenchProblem(blocks[1], blocks[2], blocks[3], blocks[4], expected);
    }

    static double[][][] Blocks(string path) =>
        [.. File.ReadAllText(path).Replace("\r", "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row).ToArray())
            .Where(block => block.Length > 0)];

    static double[] Row(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    static string? Find([CallerFilePath] string here = "")
    {
        for (DirectoryInfo? folder = new FileInfo(here).Directory; folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", "adbench");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
