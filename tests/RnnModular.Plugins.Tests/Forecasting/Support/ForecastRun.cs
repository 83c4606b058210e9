using RnnModular.Numerics;
using RnnModular.Plugins.Forecasting;
using RnnModular.Plugins.Forecasting.Data;
using RnnModular.Plugins.Forecasting.Modelling;
using RnnModular.Plugins.Forecasting.Training;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.Forecasting;

/// <summary>Small trainings for tests: few epochs, a small hidden size.</summary>
static class ForecastRun
{
    public static TaskContext Context(IReadOnlyDictionary<string, string>? options = null, bool run = false, IWorkerTeam? team = null, ulong seed = 1, Action<string>? log = null)
    {
        var task = new ForecastingTask();
        return new TaskContext(new TaskOptions(run ? task.RunOptions : task.TrainOptions, options ?? new Dictionary<string, string>()), new Registry(), team ?? WorkerTeam.Single, seed, log ?? (_ => { }));
    }

    /// <summary>A training of the task with these options over a few epochs of small networks.</summary>
    public static ITraining Prepare(params (string Name, string Value)[] options)
    {
        var all = new Dictionary<string, string> { ["epochs"] = "3", ["hidden"] = "5", ["members"] = "2" };
        foreach ((string name, string value) in options)
        {
            all[name] = value;
        }

        return new ForecastingTask().Prepare(Context(all));
    }

    public static ForecastTraining Prepare(Series series, int? horizon = null, int epochs = 3, IWorkerTeam? team = null, ulong seed = 1, string cell = "lstm")
    {
        TaskContext context = Context(team: team, seed: seed);
        var problem = ForecastProblem.Of(series, horizon, null, context.Log);
        var shape = new NetworkShape(cell, WindowSet.FeaturesOf(problem.Blend.Reference), 5, 1, problem.Horizon, 0.1);
        return new ForecastTraining(problem, shape, new TrainingOptions(2, epochs, 20, 32, 0.01, 0.01), context);
    }

    public static T ToTheEnd<T>(T training) where T : ITraining
    {
        while (!training.IsFinished)
        {
            if (training.TrainStep().EndsEpoch)
            {
                training.Evaluate();
            }
        }

        return training;
    }

    public static MemoryModel Model(ITraining training)
    {
        var model = new MemoryModel();
        training.SaveModel(model);
        return model;
    }

    public static void AssertSameWeights(MemoryModel expected, MemoryModel actual)
    {
        Assert.Equal(expected.TensorNames, actual.TensorNames);
        Assert.All(expected.TensorNames, name => Assert.Equal(expected.Tensors[name].Values, actual.Tensors[name].Values));
    }

    sealed class Registry : ICellRegistry
    {
        public IReadOnlyList<ICellFactory> All { get; } = [TestCells.Gru, TestCells.Lstm];

        public ICellFactory Get(string id) => All.FirstOrDefault(c => c.Descriptor.Id == id)
            ?? throw new RnnException(FailureKind.Plugin, $"There is no cell '{id}'.");

        public void Register(ICellFactory factory) => throw new NotSupportedException();
    }
}
