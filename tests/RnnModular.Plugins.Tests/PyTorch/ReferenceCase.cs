using System.Text.Json;

namespace RnnModular.Plugins.Tests.PyTorch;

/// <summary>One tensor of a reference case.</summary>
/// <param name="Shape">Its sizes.</param>
/// <param name="Data">Its values, row-major.</param>
sealed record ReferenceTensor(int[] Shape, float[] Data)
{
    /// <summary>Length of the last axis.</summary>
    public int Columns => Shape[^1];

    /// <summary>Values of one entry of the first axis: a layer and direction of a state.</summary>
    public float[] Slice(int index) => Data[(index * Data.Length / Shape[0])..((index + 1) * Data.Length / Shape[0])];
}

/// <summary>What PyTorch made of one network: see <c>make_vectors.py</c>. Sequences lie packed.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Input">I.</param>
/// <param name="Hidden">H.</param>
/// <param name="Lengths">Lengths of the sequences, falling.</param>
/// <param name="Weights">By PyTorch's names.</param>
/// <param name="Inputs"><c>x</c> [N, I]; <c>h0</c>, <c>c0</c> [layers · directions, B, H]; or <c>target</c>.</param>
/// <param name="Outputs"><c>y</c>, <c>h_n</c>, <c>c_n</c>; or <c>losses</c>.</param>
/// <param name="LossWeights"><c>wy</c>, <c>wh</c>, <c>wc</c>: the gradient of the loss by each output.</param>
/// <param name="Gradients">Of the weights and the inputs.</param>
/// <param name="FinalWeights">Weights after training.</param>
/// <param name="LearningRate">Of the training.</param>
sealed record ReferenceCase(
    string Kind,
    int Input,
    int Hidden,
    int[] Lengths,
    Dictionary<string, ReferenceTensor> Weights,
    Dictionary<string, ReferenceTensor> Inputs,
    Dictionary<string, ReferenceTensor> Outputs,
    Dictionary<string, ReferenceTensor>? LossWeights = null,
    Dictionary<string, ReferenceTensor>? Gradients = null,
    Dictionary<string, ReferenceTensor>? FinalWeights = null,
    double LearningRate = 0)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The case of that name.</summary>
    public static ReferenceCase Read(string name)
    {
        using Stream file = typeof(ReferenceCase).Assembly.GetManifestResourceStream($"PyTorch/{name}.json")
            ?? throw new ArgumentException($"There is no reference case '{name}'.", nameof(name));
        return JsonSerializer.Deserialize<ReferenceCase>(file, Options)!;
    }
}
