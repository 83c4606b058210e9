using System.Globalization;
using RnnModular.Learning;
using RnnModular.Plugins.Forecasting.Modelling;
using RnnModular.Plugins.Forecasting.Storage;

namespace RnnModular.Plugins.Forecasting.Training;

/// <summary>
/// Trains all networks, those of the folds and those of the model, side by side: an epoch is one epoch of every network
/// that has not stopped early.
/// </summary>
public sealed class ForecastTraining : ITraining
{
    readonly ForecastProblem _problem;
    readonly TrainingPlan _plan;
    readonly TaskContext _context;
    readonly NetworkShape _shape;
    readonly SliceData[] _slices;
    readonly MemberTraining[][] _members;
    readonly MemberTraining[] _all;
    readonly bool[] _active;
    long _step;
    int _epoch = 1;
    int _current;

    /// <summary>Builds all networks.</summary>
    /// <exception cref="RnnException">The series is too short, or no plugin provides the cell.</exception>
    public ForecastTraining(ForecastProblem problem, NetworkShape shape, TrainingOptions options, TaskContext context)
    {
        (_problem, _context, _shape) = (problem, context, shape);
        double[] z = Transform.Apply(problem.Blend.Scale, problem.Training);
        _plan = TrainingPlan.Make(z.Length, problem.Blend, problem.Horizon, options);
        _slices = [.. _plan.Folds.Append(_plan.Final).Select(s => new SliceData(new WindowSet(z, problem.BlendAt(s.End), _plan.Lookback, problem.Horizon, _plan.Origins), s))];
        _members = [.. _slices.Select((data, slice) => Enumerable.Range(0, data.Slice.Members).Select(member =>
        {
            var network = new ForecastNetwork(context.Cells, shape, SeedOf(context.Seed, slice, member));
            return new MemberTraining(network, data, options, _plan.Epochs, context.Team);
        }).ToArray())];
        _all = [.. _members.SelectMany(m => m)];
        _active = new bool[_all.Length];
        Array.Fill(_active, true);
    }

    /// <inheritdoc/>
    public long PlannedSteps => _all.Sum(m => m.PlannedSteps);

    /// <inheritdoc/>
    public bool IsFinished => !_active.AsSpan().Contains(true);

    /// <inheritdoc/>
    public StepReport TrainStep()
    {
        while (!_active[_current])
        {
            _current++;
        }

        StepReport report = _all[_current].TrainStep();
        bool ends = false;
        if (report.EndsEpoch)
        {
            _current++;
            ends = !_active.AsSpan(_current).Contains(true);
        }

        return report with { Step = ++_step, Epoch = _epoch, EndsEpoch = ends };
    }

    /// <summary>The mean validation loss of all networks; those that have stopped count with their best.</summary>
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        double sum = 0;
        for (int member = 0; member < _all.Length; member++)
        {
            sum += _active[member] ? _all[member].Evaluate() : _all[member].BestLoss;
            _active[member] &= !_all[member].IsFinished;
        }

        _epoch++;
        _current = 0;
        return new Dictionary<string, double> { ["loss"] = sum / _all.Length };
    }

    /// <inheritdoc/>
    public void Save(ITensorSink checkpoint)
    {
        checkpoint.Text("forecasting/problem", Fingerprint());
        checkpoint.Text("forecasting/position", FormattableString.Invariant($"{_epoch} {_current} {string.Concat(_active.Select(a => a ? '1' : '0'))}"));
        for (int member = 0; member < _all.Length; member++)
        {
            _all[member].Save(checkpoint.Under(MemberPrefix(member)));
        }
    }

    /// <inheritdoc/>
    public void Restore(ITensorSource checkpoint)
    {
        if (checkpoint.Text("forecasting/problem") != Fingerprint())
        {
            throw new RnnException(FailureKind.Checkpoint, "The training cannot go on because the checkpoint was made with other data or options; give those it was started with.");
        }

        string[] position = checkpoint.Text("forecasting/position").Split(' ');
        _epoch = int.Parse(position[0], CultureInfo.InvariantCulture);
        _current = int.Parse(position[1], CultureInfo.InvariantCulture);
        _step = 0;
        for (int member = 0; member < _all.Length; member++)
        {
            _active[member] = position[2][member] == '1';
            _all[member].Restore(checkpoint.Under(MemberPrefix(member)));
            _step += _all[member].Step;
        }
    }

    /// <inheritdoc/>
    public void SaveModel(ITensorSink model) => WithBestWeights(() =>
    {
        var configuration = new ModelConfiguration(_shape, _members[^1].Length, Recipe(Backtest()), _problem.Series);
        ModelFile.Save(model, configuration, [.. _members[^1].Select(m => m.Network.Store)]);
        return true;
    });

    /// <inheritdoc/>
    public TaskResult Finish() => WithBestWeights(() =>
    {
        BacktestResult backtest = Backtest();
        using var ensemble = new Ensemble(Networks(^1), _context.Team);
        Forecast forecast = new Forecaster(Recipe(backtest), ensemble).Make(_problem.Training, _problem.Horizon);
        ForecastReport.Log(_problem, backtest, forecast, _context.Log);
        return ForecastReport.OfTraining(_problem, forecast);
    });

    /// <summary>Frees all networks.</summary>
    public void Dispose()
    {
        foreach (MemberTraining member in _all)
        {
            member.Dispose();
        }
    }

    static string MemberPrefix(int member) => FormattableString.Invariant($"member{member}/");

    // Distinct for every network of every slice, and far from other seeds a user may try.
    static ulong SeedOf(ulong seed, int slice, int member) => seed * 0x9E3779B97F4A7C15 + (ulong)(slice * 1000 + member);

    ForecastNetwork[] Networks(Index slice) => [.. _members[slice].Select(m => m.Network)];

    /// <summary>Lets the networks of the folds forecast what came after their slices. A series too short for folds has its validation tail instead.</summary>
    BacktestResult Backtest()
    {
        var backtest = new Backtest(_problem.Training, _problem.Blend.Scale, _problem.Season, _problem.Horizon);
        for (int fold = 0; fold < _plan.Folds.Count; fold++)
        {
            using var ensemble = new Ensemble(Networks(fold), _context.Team);
            int end = fold == 0 ? _problem.Training.Length : _plan.Folds[fold - 1].End;
            backtest.Forecast(_slices[fold], ensemble, _plan.Folds[fold].End, end);
        }

        if (_plan.Folds.Count == 0)
        {
            using var ensemble = new Ensemble(Networks(^1), _context.Team);
            backtest.Forecast(_slices[^1], ensemble, _plan.Final.Cutoff, _plan.Final.End);
        }

        return backtest.Result();
    }

    ForecastRecipe Recipe(BacktestResult backtest) =>
        new(_problem.Blend, _plan.Lookback, _slices[^1].Standardisation, backtest.LearnedWeight, backtest.Bands);

    // A model may be asked for while training goes on; the weights it goes on with come back afterwards.
    T WithBestWeights<T>(Func<T> use)
    {
        float[][] weights = [.. _all.Select(m => m.Network.Store.Values.ToArray())];
        foreach (MemberTraining member in _all)
        {
            member.UseBest();
        }

        try
        {
            return use();
        }
        finally
        {
            for (int member = 0; member < _all.Length; member++)
            {
                weights[member].CopyTo(_all[member].Network.Store.Values);
                _all[member].Network.Store.MarkChanged();
            }
        }
    }

    string Fingerprint() => FormattableString.Invariant(
        $"{_shape} {_problem.Blend} {_problem.Horizon} {_problem.Series.Length} {_problem.Training.Sum():R} {string.Join(' ', _plan.Folds.Append(_plan.Final))} {_plan.Epochs} {_context.Seed}");
}
