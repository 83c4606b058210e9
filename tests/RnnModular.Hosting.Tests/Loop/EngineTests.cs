using RnnModular.Hosting.Loop;

namespace RnnModular.Hosting.Tests.Loop;

public sealed class EngineTests
{
    readonly List<string> _journal = [];
    readonly ManualTime _time = new();

    [Fact]
    public void Tick_trains_one_minibatch_and_reports_it()
    {
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 2, epochs: 2));

        Assert.True(engine.RunOneTick());

        Assert.Equal(["started 4 False", "train 1", "stepped 1"], _journal);
    }

    [Fact]
    public void Tick_that_ends_an_epoch_evaluates_before_it_checkpoints_and_reports_last()
    {
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 1, epochs: 9), new EngineOptions { CheckpointEveryEpochs = 1 });

        engine.RunOneTick();

        Assert.Equal(["started 9 False", "train 1", "eval", "save 1", "stepped 1", "evaluated 1 1", "checkpointed 1"], _journal);
    }

    [Fact]
    public void Run_goes_to_the_end_and_leaves_one_checkpoint_there()
    {
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 2, epochs: 2));

        Assert.Equal(EngineOutcome.Completed, engine.Run(CancellationToken.None));

        Assert.Equal(["eval", "eval", "save 4"], _journal.Where(line => line.StartsWith("eval", StringComparison.Ordinal) && !line.Contains(' ') || line.StartsWith("save", StringComparison.Ordinal)));
        Assert.Equal("finished Completed 4", _journal[^1]);
    }

    [Fact]
    public void Early_stop_decided_by_the_evaluation_ends_the_run_in_the_same_tick()
    {
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 3, epochs: 100) { StopsAfterEpoch = 2 });

        engine.Run(CancellationToken.None);

        Assert.Equal(["evaluated 2 6", "checkpointed 6", "finished Completed 6"], _journal[^3..]);
    }

    [Fact]
    public void Cancel_finishes_the_tick_writes_a_checkpoint_and_says_so()
    {
        using CancellationTokenSource source = new();
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 10, epochs: 10)
        {
            Trained = step => { if (step == 3) { source.Cancel(); } },
        });

        Assert.Equal(EngineOutcome.Cancelled, engine.Run(source.Token));

        Assert.Equal(["train 3", "stepped 3", "save 3", "checkpointed 3", "finished Cancelled 3"], _journal[^5..]);
    }

    [Fact]
    public void Cancel_in_a_tick_that_has_written_a_checkpoint_does_not_write_it_again()
    {
        using CancellationTokenSource source = new();
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 1, epochs: 9) { Trained = _ => source.Cancel() }, new EngineOptions { CheckpointEveryEpochs = 1 });

        engine.Run(source.Token);

        Assert.Single(_journal, "save 1");
    }

    [Fact]
    public void Cancel_before_the_first_tick_trains_and_writes_nothing()
    {
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 1, epochs: 1));

        Assert.Equal(EngineOutcome.Cancelled, engine.Run(new CancellationToken(canceled: true)));

        Assert.Equal(["finished Cancelled 0"], _journal);
    }

    [Fact]
    public void Cancel_in_the_last_tick_comes_too_late()
    {
        using CancellationTokenSource source = new();
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 1, epochs: 1) { Trained = _ => source.Cancel() });

        Assert.Equal(EngineOutcome.Completed, engine.Run(source.Token));
    }

    [Fact]
    public void Checkpoint_restored_on_the_first_tick_is_gone_on_from()
    {
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 4, epochs: 2), earlier: 5);

        engine.RunOneTick();

        Assert.Equal(["started 8 True", "train 6", "stepped 6"], _journal);
    }

    [Fact]
    public void Epoch_cadence_writes_every_so_many_epochs()
    {
        NewEngine(new CountingTraining(_journal, stepsPerEpoch: 2, epochs: 7), new EngineOptions { CheckpointEveryEpochs = 3 }).Run(CancellationToken.None);

        Assert.Equal(["save 6", "save 12", "save 14"], Saves());
    }

    [Fact]
    public void Time_cadence_writes_when_enough_time_has_passed_since_the_last()
    {
        CountingTraining training = new(_journal, stepsPerEpoch: 100, epochs: 1) { Trained = step => _time.Advance(step == 20 ? 100 : 1) };

        NewEngine(training, new EngineOptions { CheckpointEvery = TimeSpan.FromSeconds(10) }, ticks: 35);

        Assert.Equal(["save 10", "save 20", "save 30"], Saves());
    }

    [Theory]
    [InlineData(double.NaN, 1, "Training diverged at step 7 (epoch 2) because its loss became NaN; lower the learning rate or clip the gradient.")]
    [InlineData(double.NegativeInfinity, 1, "Training diverged at step 7 (epoch 2) because its loss became -Infinity; lower the learning rate or clip the gradient.")]
    public void Loss_that_is_no_number_stops_the_run_and_names_the_step(double loss, double norm, string sentence)
    {
        Engine engine = NewEngine(new CountingTraining(_journal, stepsPerEpoch: 5, epochs: 5) { Loss = step => step == 7 ? loss : 1, GradientNorm = norm });

        RnnException e = Assert.Throws<RnnException>(() => engine.Run(CancellationToken.None));

        Assert.Equal((FailureKind.Diverged, sentence), (e.Kind, e.Message));
        Assert.Equal("train 7", _journal[^1]);
    }

    [Fact]
    public void Gradient_that_is_no_number_stops_the_run_too() =>
        Assert.Contains(
            "step 1 (epoch 1) because its gradient norm became Infinity",
            Assert.Throws<RnnException>(() => NewEngine(new CountingTraining(_journal, 1, 1) { GradientNorm = double.PositiveInfinity }).RunOneTick()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Tick_allocates_nothing()
    {
        Engine engine = new(new CountingTraining(_journal, stepsPerEpoch: 1_000_000, epochs: 1) { IsQuiet = true }, new JournalStore(_journal), new SilentReporter());
        Repeat(engine, 2000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(engine, 2000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    IEnumerable<string> Saves() => _journal.Where(line => line.StartsWith("save", StringComparison.Ordinal));

    static void Repeat(Engine engine, int ticks)
    {
        for (int i = 0; i < ticks; i++)
        {
            engine.RunOneTick();
        }
    }

    Engine NewEngine(CountingTraining training, EngineOptions? options = null, long earlier = 0, int ticks = 0)
    {
        Engine engine = new(training, new JournalStore(_journal) { Earlier = earlier }, new JournalReporter(_journal), (options ?? new EngineOptions()) with { Time = _time });
        Repeat(engine, ticks);
        return engine;
    }

    sealed class SilentReporter : ITrainingReporter
    {
        public void Started(long plannedSteps, bool resumed)
        {
        }

        public void Stepped(in StepReport step, TimeSpan elapsed)
        {
        }

        public void Evaluated(int epoch, IReadOnlyDictionary<string, double> metrics)
        {
        }

        public void Checkpointed(long step)
        {
        }

        public void Finished(EngineOutcome outcome, long steps, TimeSpan elapsed)
        {
        }
    }
}
