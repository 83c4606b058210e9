namespace RnnModular.Cli.Tests;

/// <summary>A task that counts: its one weight is a hash of every step so far, so a resume that loses anything shows.</summary>
sealed class CountingTask : ITask
{
    public string Id { get; init; } = "counting";

    public string Summary => "Count to a number.";

    public IReadOnlyList<TaskOption> TrainOptions { get; init; } =
    [
        new("cell", OptionType.Text, "gru", "The cell."),
        new("epochs", OptionType.Integer, "3", "How far."),
        new("learning-rate", OptionType.Number, "0.5", "How fast."),
        new("shuffle", OptionType.Switch, "false", "Whether."),
        new("data", OptionType.Text, null, "A file."),
    ];

    public IReadOnlyList<TaskOption> RunOptions { get; init; } = [new("horizon", OptionType.Integer, "2", "How many.")];

    public TaskContext? Context { get; private set; }

    /// <summary>Called after each step; tests cancel, or fail, here.</summary>
    public Action<long> OnStep { get; set; } = _ => { };

    public Func<long, double> Loss { get; set; } = step => 1.0 / step;

    public ITraining Prepare(TaskContext context)
    {
        Context = context;
        return context.Options.Find("data") == "bad"
            ? throw new RnnException(FailureKind.Data, "The data cannot be used because it is bad; bring better.")
            : new Counting(this, context);
    }

    public TaskResult Run(TaskContext context, ITensorSource model)
    {
        Context = context;
        float[] weight = new float[1];
        model.Tensor("weight", [1], weight);
        int horizon = context.Options.Integer("horizon");
        return new TaskResult
        {
            Table = new Table(["step", "mean", "note"], [.. Enumerable.Range(1, horizon).Select(i => (IReadOnlyList<object>)[(long)i, weight[0] + (i / 4.0), "a,\"b\""])]),
            Charts = new Dictionary<string, Chart> { ["forecast"] = Chart() },
        };
    }

    static Chart Chart() => new("Counted", "step", "value") { Lines = [new ChartLine("count", ChartRole.Model, [1, 2, 3], [1, 4, 9])] };

    sealed class Counting(CountingTask task, TaskContext context) : ITraining
    {
        const int StepsPerEpoch = 4;

        readonly int _epochs = context.Options.Integer("epochs");
        long _step;
        float _weight = context.Seed;

        public long PlannedSteps => _epochs * StepsPerEpoch;

        public bool IsFinished => _step >= PlannedSteps;

        public StepReport TrainStep()
        {
            _step++;
            _weight = (_weight * 31 + _step) % 9973;
            task.OnStep(_step);
            return new StepReport(_step, (int)((_step - 1) / StepsPerEpoch) + 1, task.Loss(_step), 2.0 * _step, _step % StepsPerEpoch == 0);
        }

        public IReadOnlyDictionary<string, double> Evaluate() => new Dictionary<string, double> { ["loss"] = 2.0 / _step, ["mape"] = 10.0 / _step };

        public void Save(ITensorSink checkpoint)
        {
            checkpoint.Tensor("weight", [1], [_weight]);
            checkpoint.Text("step", _step.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        public void Restore(ITensorSource checkpoint)
        {
            float[] weight = new float[1];
            checkpoint.Tensor("weight", [1], weight);
            _weight = weight[0];
            _step = long.Parse(checkpoint.Text("step"), System.Globalization.CultureInfo.InvariantCulture);
        }

        public void SaveModel(ITensorSink model) => model.Tensor("weight", [1], [_weight]);

        public TaskResult Finish() => new()
        {
            Metrics = new Dictionary<string, double> { ["mape"] = 2.5, ["rmse"] = double.NaN },
            Baselines = new Dictionary<string, IReadOnlyDictionary<string, double>> { ["seasonalNaive"] = new Dictionary<string, double> { ["mape"] = 9.99, ["rmse"] = 50.7 } },
            Charts = new Dictionary<string, Chart> { ["forecast"] = Chart() },
        };

        public void Dispose()
        {
        }
    }
}
