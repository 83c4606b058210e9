using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>
/// Finds the states that are x of an earlier step: <c>p' = x</c>, and <c>q' = p</c> of such a p. A run knows them for all steps
/// before its loop, so what is made of them need not wait for the step before: the shift of RWKV's tokens, the windows of QRNN.
/// </summary>
static class FindPastInputs
{
    /// <summary>The same step, with such states as leaves of their own. Those that do not start at zero stay in the loop.</summary>
    public static StepGraph Run(StepGraph graph)
    {
        var past = new HashSet<int>();
        bool grows = true;
        while (grows)
        {
            grows = false;
            foreach (StateInfo state in graph.States.Where(s => IsPast(s) && !past.Contains(s.Previous)))
            {
                grows = past.Add(state.Previous);
            }
        }

        return past.Count == 0 ? graph : graph with
        {
            Nodes = graph.Nodes.Select(n => past.Contains(n.Id) ? n with { Operation = Operations.PastInput } : n).ToEquatableArray(),
        };

        bool IsPast(StateInfo state) => state.Next != graph.Output
            && (state.Next == graph.Input || past.Contains(state.Next))
            && graph.Starts.All(s => s.State != state.Name);
    }

    /// <summary>Past inputs with what each holds a step later: the past input nearer to the present, or null for x.</summary>
    public static IEnumerable<(StateInfo State, StateInfo? Nearer)> InOrder(StepGraph graph)
    {
        StateInfo[] all = [.. graph.PastInputs];
        var known = new List<StateInfo>();
        while (known.Count < all.Length)
        {
            foreach (StateInfo state in all.Except(known).ToArray())
            {
                StateInfo? nearer = all.FirstOrDefault(s => s.Previous == state.Next);
                if (nearer is null || known.Contains(nearer))
                {
                    known.Add(state);
                    yield return (state, nearer);
                }
            }
        }
    }
}
