using RnnModular.Cli.Output;

namespace RnnModular.Cli.Benchmarks;

/// <summary>What a benchmark runs.</summary>
enum BenchmarkMode
{
    /// <summary>Forward over a dense batch.</summary>
    Infer,

    /// <summary>Forward and backward over a dense batch, gradients of weights and inputs included.</summary>
    Train,

    /// <summary>One step of one stream.</summary>
    Step,

    /// <summary>The same through a step emitted for the size, as a class with fixed sizes has it.</summary>
    FixedStep,

    /// <summary>Forward over sequences of different lengths.</summary>
    RaggedInfer,

    /// <summary>Forward and backward over sequences of different lengths.</summary>
    RaggedTrain,
}

/// <summary>The names of modes.</summary>
static class BenchmarkModes
{
    /// <summary>What a person may ask for, in the order of running; <c>step</c> and <c>ragged</c> stand for two modes each.</summary>
    public static IReadOnlyList<string> Names { get; } = ["infer", "train", "step", "ragged"];

    /// <summary>The modes a name stands for.</summary>
    public static IReadOnlyList<BenchmarkMode> Of(string name) => name switch
    {
        "infer" => [BenchmarkMode.Infer],
        "train" => [BenchmarkMode.Train],
        "step" => [BenchmarkMode.Step, BenchmarkMode.FixedStep],
        "ragged" => [BenchmarkMode.RaggedInfer, BenchmarkMode.RaggedTrain],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown mode."),
    };

    extension(BenchmarkMode mode)
    {
        /// <summary>The mode in a row: <c>infer</c>, <c>train</c>, <c>step</c>, <c>fixedStep</c>, <c>raggedInfer</c>, <c>raggedTrain</c>.</summary>
        public string Name => JsonText.Camel(mode.ToString());

        /// <summary>True when a backward run follows the forward run.</summary>
        public bool Trains => mode is BenchmarkMode.Train or BenchmarkMode.RaggedTrain;

        /// <summary>True when a run is one step of one stream.</summary>
        public bool IsStep => mode is BenchmarkMode.Step or BenchmarkMode.FixedStep;

        /// <summary>True when narrow weights can run so: neither in training, nor in a step of fixed size, whose weights are float32.</summary>
        public bool TakesNarrowWeights => !mode.Trains && mode != BenchmarkMode.FixedStep;

        /// <summary>True when the lengths differ.</summary>
        public bool IsRagged => mode is BenchmarkMode.RaggedInfer or BenchmarkMode.RaggedTrain;
    }
}
