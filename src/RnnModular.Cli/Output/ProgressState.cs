using System.Globalization;
using RnnModular.Cli.Charts;
using RnnModular.Hosting.Loop;

namespace RnnModular.Cli.Output;

/// <summary>How a training goes: rate, loss so far, time left. Takes a report a minibatch without allocating.</summary>
abstract class ProgressState : ITrainingReporter
{
    const int History = 256;
    const int SparklineWidth = 16;

    readonly double[] _losses = new double[History];
    IReadOnlyDictionary<string, double> _metrics = new Dictionary<string, double>();
    int _count;
    int _each = 1;
    long _firstStep = -1;
    TimeSpan _firstTime;
    StepReport _last;

    /// <summary>Minibatches of the longest possible run.</summary>
    protected long Planned { get; private set; }

    /// <summary>Minibatches so far.</summary>
    protected long Step => _last.Step;

    /// <inheritdoc/>
    public virtual void Started(long plannedSteps, bool resumed) => Planned = plannedSteps;

    /// <inheritdoc/>
    public void Stepped(in StepReport step, TimeSpan elapsed)
    {
        _last = step;
        if (_firstStep < 0)
        {
            (_firstStep, _firstTime) = (step.Step, elapsed);
        }

        if (step.Step % _each == 0)
        {
            Remember(step.Loss);
        }

        Changed(elapsed);
    }

    /// <inheritdoc/>
    public void Evaluated(int epoch, IReadOnlyDictionary<string, double> metrics) => _metrics = metrics;

    /// <inheritdoc/>
    public void Checkpointed(long step)
    {
    }

    /// <inheritdoc/>
    public virtual void Finished(EngineOutcome outcome, long steps, TimeSpan elapsed)
    {
    }

    /// <summary>Called after each minibatch.</summary>
    protected abstract void Changed(TimeSpan elapsed);

    /// <summary>All of it in words.</summary>
    protected string Describe(TimeSpan elapsed) => Join(elapsed, "", "validation ", 2);

    /// <summary>All of it in one line beside a bar.</summary>
    protected string Brief(TimeSpan elapsed) => Join(elapsed, " " + Sparkline.Draw(_losses[.._count], SparklineWidth), "", 1);

    string Join(TimeSpan elapsed, string sparkline, string prefix, int metrics)
    {
        double rate = (Step - _firstStep) / Math.Max(1e-9, (elapsed - _firstTime).TotalSeconds);
        List<string> parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"epoch {_last.Epoch}"),
            $"loss {NumberText.Short(_last.Loss)}{sparkline}",
            .. _metrics.Where(m => sparkline.Length == 0 || m.Key != "loss").Take(metrics).Select(m => $"{prefix}{m.Key} {NumberText.Short(m.Value)}"),
        ];
        if (Step > _firstStep)
        {
            TimeSpan left = TimeSpan.FromSeconds(Math.Min(1e6, Math.Max(0, Planned - Step) / rate));
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{rate:0} steps/s"));
            parts.Add("≤ " + left.ToString(left.TotalHours >= 1 ? @"d\.hh\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture) + " left");
        }

        return string.Join(" · ", parts);
    }

    // When the history is full every second value goes, so it always spans the whole run.
    void Remember(double loss)
    {
        if (_count == History)
        {
            for (int index = 0; index < History / 2; index++)
            {
                _losses[index] = _losses[2 * index];
            }

            _count = History / 2;
            _each *= 2;
        }

        _losses[_count++] = loss;
    }
}
