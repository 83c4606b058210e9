using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>Equations that only name an expression of weights: <c>A = M - transpose(M) - gamma * identity</c>, read as <c>A h</c>.</summary>
sealed partial class Binder
{
    readonly Dictionary<string, ExpressionSyntax> _weights = new(StringComparer.Ordinal);
    readonly Dictionary<string, ShapeTerm?> _weightShapes = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _weightNodes = new(StringComparer.Ordinal);
    readonly List<string> _weightOrder = [];

    /// <summary>The equations of a spec that compute something; the others become what their names mean.</summary>
    EquationSyntax[] WithoutWeights(SpecSyntax spec)
    {
        EquationSyntax[] equations = [.. spec.Statements.OfType<EquationSyntax>()];
        ILookup<string, string> heads = equations.SelectMany(e => SyntaxNames.Heads(e.Value)).ToLookup(n => n);
        ILookup<string, string> all = equations.SelectMany(e => SyntaxNames.Of(e.Value)).ToLookup(n => n);
        HashSet<string> taken = [.. SyntaxNames.Of(spec.Statements.Where(s => s is not (EquationSyntax or ParameterSyntax)))];
        HashSet<string> values = [.. equations.Select(e => e.Target.Text), .. taken, "x"];
        values.ExceptWith(spec.Statements.OfType<ConstantSyntax>().Select(c => c.Name.Text));
        foreach (EquationSyntax equation in equations.Where(e => !e.IsNext && e.Carries is null && heads.Contains(e.Target.Text) && heads[e.Target.Text].Count() >= all[e.Target.Text].Count()))
        {
            string name = equation.Target.Text;
            string[] read = [.. SyntaxNames.Of(equation.Value)];
            if (!taken.Contains(name) && equations.Count(e => e.Target.Text == name) == 1 && read.Any(IsMatrixName) && !read.Any(values.Contains))
            {
                _weights.Add(name, equation.Value);
                _weightOrder.Add(name);
                values.Remove(name);
            }
        }

        return [.. equations.Where(e => !_weights.ContainsKey(e.Target.Text))];

        static bool IsMatrixName(string name) => char.IsUpper(name[0]) || name == MatrixFunctions.Identity;
    }

    // In their own order, each of earlier ones, so that nothing is read or built twice.
    void ReadWeights() => _weightOrder.ForEach(name => _weightShapes[name] = MatrixShape(_weights[name]));

    void BuildWeights(GraphBuilder graph) => _weightOrder.ForEach(name => _weightNodes[name] = MatrixNode(graph, _weights[name]));
}
