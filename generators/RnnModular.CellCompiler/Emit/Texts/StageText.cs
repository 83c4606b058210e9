using System.Text;
using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Texts;

/// <summary>Prints the stages of a cell: where each product runs and why, and what the forward run keeps and why.</summary>
sealed class StageText
{
    readonly CellProgram _program;
    readonly StringBuilder _text = new();
    readonly Dictionary<Place, (string Alone, string AsFactor)> _values = [];

    StageText(CellProgram program) => _program = program;

    /// <summary>All stages of both directions, and the sums over time.</summary>
    public static string Of(CellProgram program)
    {
        var stages = new StageText(program);
        stages.Write("forward", program.Forward, forward: true);
        stages.WriteKept();
        stages.Write("backward", program.Backward, forward: false);
        stages.WriteSums();
        return stages._text.ToString();
    }

    void Write(string title, StagePlan plan, bool forward)
    {
        _text.Append(title).Append('\n');
        foreach (Stage stage in plan.Stages)
        {
            _text.Append($"  {stage.Name} {(stage.Shape.IsScalar ? "[1]" : stage.Shape.ToString())} {When(plan, stage, forward)}\n");
            foreach (Accumulator accumulator in stage.Accumulators)
            {
                _text.Append(stage.IsWeighted
                    ? $"    product {EquationText.Of(plan.Nodes, accumulator.Node)}: rows of all sequences are rows of one product\n"
                    : $"    product {string.Join(" + ", accumulator.Terms.Select(Term))}\n");
            }

            foreach (IGrouping<Place, ProductTerm> shared in stage.Accumulators.SelectMany(a => a.Terms).GroupBy(t => t.Operand).Where(g => g.Count() > 1))
            {
                _text.Append($"    one wide product: {Literal.Integer(shared.Count())} gates read {Value(shared.Key)} once\n");
            }

            foreach (Store store in stage.Stores)
            {
                Node node = plan.Nodes[store.Node];
                _values[store.Place] = (Name(plan, store.Node), EquationText.Factor(plan.Nodes, store.Node));
                _text.Append($"    {(node.Operation.Kind is OperationKind.Reduction or OperationKind.AxisSum ? "sum" : "store")} {Name(plan, store.Node)} -> {store.Place}{(store.TrainingOnly ? " (training)" : "")}\n");
            }
        }
    }

    string Term(ProductTerm term) => $"{term.Weight}{(term.Transposed ? "ᵀ" : "")} {Value(term.Operand, asFactor: true)}";

    /// <summary>What lies in a place, as a person would write it; the place itself where it has a name of its own.</summary>
    string Value(Place place, bool asFactor = false) => place.Kind is PlaceKind.Saved or PlaceKind.Scratch or PlaceKind.Gradient or PlaceKind.Total && _values.TryGetValue(place, out (string Alone, string AsFactor) value)
        ? asFactor ? value.AsFactor : value.Alone
        : place.ToString();

    static string Name(StagePlan plan, int id) => plan.Nodes[id].Name ?? EquationText.Of(plan.Nodes, id);

    static string When(StagePlan plan, Stage stage, bool forward) => stage.Phase switch
    {
        Phase.Before => forward ? "before the loop, all steps at once: nothing here depends on a state" : "before the loop, all steps at once: no later step is needed",
        Phase.After => forward ? "after the loop, all steps at once: no state waits for it" : "after the loop, all steps at once: no earlier step waits for it",
        _ => $"each step{(stage.WalksSteps ? ", states in registers because no lane waits for another" : "")}: {WhyInLoop(plan, stage, forward)}",
    };

    /// <summary>What keeps a stage in the loop: the values of another step that it is made of.</summary>
    static string WhyInLoop(StagePlan plan, Stage stage, bool forward)
    {
        IEnumerable<int> made = stage.Computes.Concat(stage.Stores.Select(s => s.Node)).Concat(stage.Accumulators.Select(a => a.Node)).Concat(stage.Loads.Select(l => l.Node));
        bool[] reached = Passes.Liveness.Of(plan.Nodes, [.. made]);
        Operation carried = forward ? Operations.State : Operations.CarriedGradient;
        string[] from = [.. plan.Nodes.Where(n => reached[n.Id] && n.Operation == carried).Select(n => n.Name!).Distinct()];
        string what = from.Length > 3 ? $"{string.Join(", ", from.Take(3))} and more" : string.Join(" and ", from);
        return from.Length > 0 ? $"made of {what}, from the step {(forward ? "before" : "after")}"
            : stage.Stores.Any(s => s.Place.IsWrittenInLoop) ? "it writes what the next step of the loop begins with"
            : "it costs less than to keep it for every step";
    }

    void WriteKept()
    {
        _text.Append("kept for the backward run\n");
        foreach (Store store in _program.Forward.Stages.SelectMany(s => s.Stores).Where(s => s.Place.Kind == PlaceKind.Saved && _program.Saved.Contains(s.Node)).GroupBy(s => s.Node).Select(g => g.Last()))
        {
            _text.Append($"  {Name(_program.Forward, store.Node)} -> {store.Place}: {WhyKept(_program.Forward.Nodes[store.Node])}\n");
        }

        string[] states = [.. _program.Graph.LoopStates.Select(s => s.Name)];
        if (states.Length > 0)
        {
            _text.Append($"  {string.Join(", ", states)}: in memory anyway, as the states of every step\n");
        }

        foreach (StateInfo past in _program.Graph.PastInputs)
        {
            _text.Append($"  {past.Name}: in memory anyway, as x of an earlier step, which a run knows before its loop\n");
        }

        foreach (int id in _program.Remade)
        {
            _text.Append($"  not {_program.Graph.Nodes[id].Name ?? EquationText.Of(_program.Graph.Nodes, id)}: cheaper to make again than to keep\n");
        }
    }

    static string WhyKept(Node node) => node.IsProduct ? "to make it again would take its weights again"
        : node.Operation.IsCheap ? "cheap, but what it is made of is not kept"
        : $"{node.Operation.Name} costs more than to read it back";

    void WriteSums()
    {
        _text.Append("sums over all rows, after the loop: no step waits for them\n");
        foreach (WeightSum weight in _program.Weights)
        {
            _text.Append(weight.Rows is null
                ? $"  d{weight.Weight} += outer({Value(weight.Output)}, {Value(weight.Operand)}): one product over all steps\n"
                : $"  d{weight.Weight} += {Value(weight.Output, asFactor: true)}ᵀ {Value(weight.Operand, asFactor: true)}: one product over all steps for each row\n");
        }

        foreach (VectorSum vector in _program.Vectors)
        {
            _text.Append($"  d{vector.Parameter} += {Value(vector.Value)}\n");
        }
    }
}
