using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class TrainerTests
{
    static readonly TrainerOptions _options = new(MaxEpochs: 40) { ClipNorm = 1, ClipValue = 0.8, Patience = 30, AverageDecay = 0.9 };

    [Fact]
    public void Training_learns_its_task()
    {
        using var model = new EchoModel(seed: 1);
        using Trainer trainer = Make(model, WorkerTeam.Single);
        double before = trainer.Evaluate();
        while (!trainer.IsFinished)
        {
            if (trainer.TrainStep().EndsEpoch)
            {
                trainer.Evaluate();
            }
        }

        trainer.UseBest();
        using var tape = new Tape(WorkerTeam.Single);
        Assert.Equal(trainer.BestLoss, model.Validate(tape));
        Assert.True(trainer.BestLoss < before / 5, $"{before} -> {trainer.BestLoss}");
    }

    [Fact]
    public void A_resumed_training_goes_on_without_a_bit_of_difference()
    {
        var checkpoint = new MemoryCheckpoint();
        var finished = new MemoryCheckpoint();
        var reports = new List<StepReport>();
        using (var model = new EchoModel(seed: 1))
        {
            using Trainer trainer = MakeImpatient(model);
            Advance(trainer, 9);
            trainer.Save(checkpoint);
            reports = Advance(trainer, 5);
            trainer.Save(finished);
        }

        // As in a new process, and with weights that would show if they were not replaced.
        using var fresh = new EchoModel(seed: 1);
        fresh.Store.Values.Fill(7);
        fresh.Store.MarkChanged();
        using Trainer resumed = MakeImpatient(fresh);
        resumed.Restore(checkpoint);
        AssertSaves(checkpoint, resumed);
        Assert.Equal(reports, Advance(resumed, 5));
        AssertSaves(finished, resumed);
    }

    [Fact]
    public void Same_seed_same_bits_with_one_thread_and_with_two()
    {
        using var team = new WorkerTeam(2);
        Assert.Equal(Weights(seed: 1, WorkerTeam.Single), Weights(seed: 1, team));
        Assert.NotEqual(Weights(seed: 1, WorkerTeam.Single), Weights(seed: 2, WorkerTeam.Single));
    }

    [Fact]
    public void A_training_step_allocates_nothing_after_warm_up()
    {
        using var model = new EchoModel(seed: 1, equalLengths: true);
        using Trainer trainer = Make(model, WorkerTeam.Single);
        for (int step = 0; step < 20; step++)
        {
            trainer.TrainStep();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 20; step++)
        {
            trainer.TrainStep();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_first_NaN_is_told_with_its_step_and_tensor()
    {
        using var model = new EchoModel(seed: 1) { PoisonedFrom = 3 };
        using Trainer trainer = Make(model, WorkerTeam.Single);
        Advance(trainer, 2);
        RnnException failure = Assert.Throws<RnnException>(() => trainer.TrainStep());
        Assert.Equal(FailureKind.Diverged, failure.Kind);
        Assert.Contains("at step 3 because 'input'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_is_infinite_is_told_by_its_name()
    {
        using var model = new EchoModel(seed: 1);
        using Trainer trainer = Make(model, WorkerTeam.Single);
        model.Store["head.weight"].Values[1] = float.PositiveInfinity;
        model.Store.MarkChanged();
        RnnException failure = Assert.Throws<RnnException>(() => trainer.TrainStep());
        Assert.Contains("at step 1 because the weight 'head.weight'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_reports_epoch_loss_and_the_norm_before_clipping()
    {
        using var model = new EchoModel(seed: 1);
        using var trainer = new Trainer(model, Parts(model, WorkerTeam.Single), new TrainerOptions(2) { ClipNorm = 1e-3 });
        Assert.Equal(8, trainer.PlannedSteps);
        List<StepReport> reports = Advance(trainer, 8);
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2], reports.Select(report => report.Epoch));
        Assert.Equal([false, false, false, true, false, false, false, true], reports.Select(report => report.EndsEpoch));
        Assert.All(reports, report => Assert.True(report.GradientNorm > 1e-3));
        Assert.InRange(GradientNorm.Of(model.Store), 0.99e-3, 1.01e-3);
        Assert.True(trainer.IsFinished);
    }

    static void AssertSaves(MemoryCheckpoint expected, Trainer trainer)
    {
        var saved = new MemoryCheckpoint();
        trainer.Save(saved);
        Assert.Equal(expected.Texts, saved.Texts);
        Assert.Equal(expected.TensorNames, saved.TensorNames);
        Assert.All(expected.Tensors, tensor => Assert.Equal(tensor.Value.Values, saved.Tensors[tensor.Key].Values));
    }

    static Trainer Make(EchoModel model, IWorkerTeam team) => new(model, Parts(model, team), _options);

    /// <summary>The rate falls at every evaluation but the first, so that a resume has to know it.</summary>
    static Trainer MakeImpatient(EchoModel model) =>
        new(model, Parts(model, WorkerTeam.Single) with { Schedule = new PlateauSchedule(0.02, patience: 0, minDelta: 100) }, _options);

    static TrainerParts Parts(EchoModel model, IWorkerTeam team) => new(
        model.Store,
        new Adam(model.Store),
        new PlateauSchedule(0.02, factor: 0.5, patience: 5),
        new Batcher(model.Lengths, new BatcherOptions(8), seed: 1),
        team);

    static List<StepReport> Advance(Trainer trainer, int steps)
    {
        var reports = new List<StepReport>();
        for (int step = 0; step < steps; step++)
        {
            reports.Add(trainer.TrainStep());
            if (reports[^1].EndsEpoch)
            {
                trainer.Evaluate();
            }
        }

        return reports;
    }

    static float[] Weights(ulong seed, IWorkerTeam team)
    {
        using var model = new EchoModel(seed, hidden: 33);
        using Trainer trainer = Make(model, team);
        Advance(trainer, 6);
        return model.Store.Values.ToArray();
    }
}
