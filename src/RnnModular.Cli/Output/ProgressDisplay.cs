using RnnModular.Cli.Commands;
using RnnModular.Hosting.Loop;

namespace RnnModular.Cli.Output;

/// <summary>Shows a training under way, on standard error.</summary>
abstract class ProgressDisplay
{
    /// <summary>The live display for a terminal, plain lines elsewhere.</summary>
    public static ProgressDisplay For(Invocation invocation) => invocation.Surroundings.ErrorIsTerminal && invocation.ErrorColour
        ? new LiveProgress(invocation.Surroundings)
        : new PlainProgress(invocation.Surroundings);

    /// <summary>Shows what the work reports while it runs.</summary>
    public abstract EngineOutcome During(Func<ITrainingReporter, EngineOutcome> work);
}
