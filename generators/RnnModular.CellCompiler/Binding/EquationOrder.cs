using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>Papers list equations as they please; a step computes each after those it reads.</summary>
static class EquationOrder
{
    /// <summary>The equations so that each stands behind those it reads, otherwise in their own order. Those in a circle come last.</summary>
    public static EquationSyntax[] Of(EquationSyntax[] equations)
    {
        Dictionary<Token, int> places = [];
        for (int index = 0; index < equations.Length; index++)
        {
            places[Key(equations[index].Target)] = index;
        }

        int[][] reads = [.. equations.Select(e => SyntaxNames.Tokens(e.Value).Select(Key).Where(places.ContainsKey).Select(k => places[k]).Distinct().ToArray())];
        var sorted = new List<EquationSyntax>();
        var placed = new bool[equations.Length];
        bool IsReady(int index) => !placed[index] && Array.TrueForAll(reads[index], i => placed[i]);
        int[] order = [.. Enumerable.Range(0, equations.Length)];
        while (Array.FindIndex(order, IsReady) is var next && next >= 0)
        {
            placed[next] = true;
            sorted.Add(equations[next]);
        }

        return [.. sorted, .. equations.Where((_, index) => !placed[index])];

        // h' and h are two values; where they stand makes no difference.
        static Token Key(Token name) => new(name.Kind, name.Text, default);
    }
}
