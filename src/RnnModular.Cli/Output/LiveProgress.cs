using System.Globalization;
using RnnModular.Hosting.Loop;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RnnModular.Cli.Output;

/// <summary>Progress as a bar that moves, with rate, losses as a sparkline, and time left: for people at a terminal.</summary>
sealed class LiveProgress(Surroundings surroundings) : ProgressDisplay
{
    /// <inheritdoc/>
    public override EngineOutcome During(Func<ITrainingReporter, EngineOutcome> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Error), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        console.Profile.Width = surroundings.Width;
        Bar bar = new();
        EngineOutcome outcome = console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 20, CompletedStyle = new Style(Color.DeepSkyBlue2) }, new PercentageColumn(), bar.Column)
            .Start(context =>
            {
                bar.Task = context.AddTask("training", autoStart: true, maxValue: 1);
                return work(bar);
            });
        surroundings.Error.WriteLine(bar.LastWord);
        return outcome;
    }

    sealed class Bar : ProgressState
    {
        // Ten pictures a second look smooth; more would cost the training its time.
        static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

        TimeSpan _next;

        public ProgressTask? Task { get; set; }

        public StateColumn Column { get; } = new();

        public string LastWord { get; private set; } = "";

        public override void Started(long plannedSteps, bool resumed)
        {
            base.Started(plannedSteps, resumed);
            Task!.MaxValue = Math.Max(1, plannedSteps);
        }

        public override void Finished(EngineOutcome outcome, long steps, TimeSpan elapsed) =>
            LastWord = string.Create(CultureInfo.InvariantCulture, $"{(outcome == EngineOutcome.Completed ? "Trained" : "Stopped after")} {steps} steps in {elapsed.TotalSeconds:0.0} s.");

        protected override void Changed(TimeSpan elapsed)
        {
            if (elapsed >= _next)
            {
                _next = elapsed + _pause;
                Task!.Value = Step;
                Column.Text = Brief(elapsed);
            }
        }
    }

    sealed class StateColumn : ProgressColumn
    {
        public string Text { get; set; } = "";

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Text) { Overflow = Overflow.Ellipsis };
    }
}
