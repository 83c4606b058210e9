using System.Runtime.CompilerServices;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.Onnx;

/// <summary>
/// Cells against ONNX's own node tests (onnx 1.21, Apache-2.0), which are not part of this repository: they are looked for
/// in <c>shared/data/onnx-node</c> beside it or above.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class NodeTests
{
    /// <summary>The folder, or null where it is absent.</summary>
    public static string? Folder { get; } = Find();

    // ONNX keeps its gates in the order of these letters, and peepholes as i, o, f.
    [NodeTheory]
    [InlineData("test_simple_rnn_defaults", "elman", "", false)]
    [InlineData("test_simple_rnn_with_initial_bias", "elman", "", false)]
    [InlineData("test_lstm_defaults", "lstm", "iofg", false)]
    [InlineData("test_lstm_with_peepholes", "peephole-lstm", "iofg", false)]
    [InlineData("test_gru_seq_length", "gru-reset-before", "zrn", false)]
    [InlineData("test_gru_batchwise", "gru-reset-before", "zrn", true)]
    public void Cell_gives_what_the_node_gives(string test, string id, string gates, bool batchFirst)
    {
        OnnxTensor[] inputs = Tensors(test, "input");
        OnnxTensor[] outputs = Tensors(test, "output");
        (OnnxTensor x, OnnxTensor w, OnnxTensor r) = (inputs[0], inputs[1], inputs[2]);
        (int batch, int steps) = batchFirst ? (x.Shape[0], x.Shape[1]) : (x.Shape[1], x.Shape[0]);
        (int input, int hidden) = (x.Shape[2], r.Shape[2]);
        using RecurrentCell cell = TestCells.All[id].Create(new CellSizes(input, hidden));
        cell.Load(Parameters(cell, w.Values, r.Values, inputs.Length > 3 ? inputs[3].Values : [], inputs.Length > 7 ? inputs[7].Values : [], gates, hidden));

        using CellWorkspace workspace = cell.CreateWorkspace();
        var last = new List<float>();
        for (int row = 0; row < batch; row++)
        {
            using AlignedRows state = new(1, cell.StateWidth);
            state.View.Clear();
            var y = new float[hidden];
            for (int step = 0; step < steps; step++)
            {
                int at = (batchFirst ? (row * steps) + step : (step * batch) + row) * input;
                workspace.Step(x.Values.AsSpan(at, input), state.View[0], y);
            }

            last.AddRange(y);
        }

        Near.Assert(outputs[^1].Values, [.. last], "Y_h", 1e-6f);
    }

    /// <summary>Stacked gates taken apart: W, U, b (that of the input, else both summed), c and peepholes v.</summary>
    static float[] Parameters(RecurrentCell cell, float[] w, float[] r, float[] b, float[] p, string gates, int hidden)
    {
        var values = new float[cell.ParameterCount];
        foreach (CellParameter parameter in cell.Parameters)
        {
            string gate = parameter.Name[1..];
            int index = Math.Max(0, gates.IndexOf(gate, StringComparison.Ordinal));
            bool both = !cell.Parameters.Any(other => other.Name == "c" + gate);
            float[] Bias(int half) => b.Length == 0 ? new float[hidden] : b.AsSpan((half * b.Length / 2) + (index * hidden), hidden).ToArray();
            float[] part = parameter.Name[0] switch
            {
                'W' => w.AsSpan(index * parameter.Length, parameter.Length).ToArray(),
                'U' => r.AsSpan(index * parameter.Length, parameter.Length).ToArray(),
                'b' => [.. Bias(0).Zip(Bias(1), (of, also) => both ? of + also : of)],
                'c' => Bias(1),
                _ => p.AsSpan(index * hidden, hidden).ToArray(),
            };
            part.CopyTo(values.AsSpan(parameter.Offset));
        }

        return values;
    }

    static OnnxTensor[] Tensors(string test, string kind) =>
        [.. Directory.GetFiles(Path.Combine(Folder!, test, "test_data_set_0"), $"{kind}_*.pb").Order(StringComparer.Ordinal).Select(OnnxTensor.Read)];

    static string? Find([CallerFilePath] string here = "")
    {
        for (DirectoryInfo? folder = new FileInfo(here).Directory; folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", "onnx-node");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A theory that is skipped where the node tests are absent.</summary>
sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeTests.Folder is null ? "skipped: no data (the folder shared/data/onnx-node is absent)" : null;
}
