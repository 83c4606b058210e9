using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Runs;

/// <summary>Emits the time loop of a direction: which stages a step calls, or the one that walks the steps itself.</summary>
sealed class StepsEmitter(CodeWriter code, FrameLayout frame)
{
    /// <summary>Writes the method.</summary>
    /// <param name="plan">The direction.</param>
    /// <param name="direction">Its name.</param>
    public void Emit(StagePlan plan, string direction)
    {
        bool forward = direction == "Forward";
        Stage[] stages = [.. plan.In(Phase.Loop)];
        code.Line("/// <inheritdoc/>");
        using (code.Open($"protected override void {direction}Steps(int first, int steps, int row, int rows, Share share)"))
        {
            code.Line("Frame f = _frame;");
            if (stages.Length == 1 && stages[0].WalksSteps)
            {
                Walk(stages[0], forward);
            }
            else
            {
                EachStep(stages, forward);
            }
        }

        code.Line();
    }

    void EachStep(Stage[] stages, bool forward)
    {
        string[] extents = [.. stages.Select(s => frame.Size(s.Extent)).Distinct()];
        foreach (string extent in extents)
        {
            code.Line($"(int from{Suffix(extent)}, int to{Suffix(extent)}) = share.Of({extent});");
        }

        using (code.Open(forward ? "for (int step = first; step < first + steps; step++)" : "for (int step = first; step > first - steps; step--)"))
        {
            code.Line("ToStep(ref f, step, row);");
            foreach (Stage stage in stages)
            {
                string suffix = Suffix(frame.Size(stage.Extent));
                code.Line($"_kernels.{stage.Name}(f, rows, from{suffix}, to{suffix});");
                code.Line("share.Sync();");
            }
        }
    }

    void Walk(Stage stage, bool forward)
    {
        string extent = frame.Size(stage.Extent);
        code.Line($"(int from, int to) = share.Of({extent});");
        code.Line($"int most = StepsAtOnce((long)rows * {extent});");
        using (code.Open("for (int done = 0; done < steps; done += most)"))
        {
            code.Line("int count = Math.Min(most, steps - done);");
            code.Line($"int step = first {(forward ? "+" : "-")} done;");
            code.Line("ToStep(ref f, step, row);");
            code.Line($"f.ahead = {(forward ? "" : "-")}Layout.Alive(step);");
            foreach (string state in stage.Stores.Select(s => s.Place).Where(p => p.Kind is PlaceKind.Next or PlaceKind.CarriedOut).Select(p => p.Name).Distinct())
            {
                if (forward)
                {
                    string history = WorkspaceEmitter.History(state);
                    code.Line($"f.{frame.Field(Next(stage, state))} = {history}.After(step, count, row);");
                    code.Line($"f.{FrameLayout.AheadField(state)} = {history}.Ahead(step);");
                }
                else
                {
                    code.Line($"f.{frame.Field(Out(stage, state))} = {WorkspaceEmitter.Carried(state)}.Out(step - count + 1, row);");
                }
            }

            code.Line($"_kernels.{stage.Name}(f, rows, from, to, count);");
        }

        code.Line();
        code.Line("share.Sync();");
    }

    static Place Next(Stage stage, string state) => stage.Stores.Select(s => s.Place).First(p => p.Kind == PlaceKind.Next && p.Name == state);

    static Place Out(Stage stage, string state) => stage.Stores.Select(s => s.Place).First(p => p.Kind == PlaceKind.CarriedOut && p.Name == state);

    /// <summary>What tells the lanes of one width from those of another.</summary>
    static string Suffix(string extent) => extent.StartsWith("f.", StringComparison.Ordinal) ? extent.Substring(2) : extent;
}
