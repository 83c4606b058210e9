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
        HashSet<string> taken = [.. SyntaxNames.Of(spec.Statements.Where(s => s is not (EquationSyntax or ParameterSyntax))), "x"];
        HashSet<string> constants = [.. spec.Statements.OfType<ConstantSyntax>().Select(c => c.Name.Text)];
        var weights = new List<EquationSyntax>(equations.Where(e => !e.IsNext && e.Carries is null && !taken.Contains(e.Target.Text)
            && equations.Count(o => o.Target.Text == e.Target.Text) == 1 && (SyntaxNames.Of(e.Value).Any(IsMatrixName) || SyntaxNames.Calls(e.Value, MatrixFunctions.Diagonal))));

        // One that turns out to be a value makes values of those it is made of, or that are made of it.
        while (weights.RemoveAll(e => !IsWeight(e)) > 0)
        {
        }

        foreach (EquationSyntax weight in EquationOrder.Of([.. weights]))
        {
            _weights.Add(weight.Target.Text, weight.Value);
            _weightOrder.Add(weight.Target.Text);
        }

        return [.. equations.Where(e => !_weights.ContainsKey(e.Target.Text))];

        static bool IsMatrixName(string name) => char.IsUpper(name[0]) || name == MatrixFunctions.Identity;

        // Made of no value, and read as a matrix wherever a value is made of it.
        bool IsWeight(EquationSyntax equation)
        {
            string name = equation.Target.Text;
            EquationSyntax[] others = [.. equations.Except(weights)];
            HashSet<string> values = [.. others.Select(e => e.Target.Text), .. taken];
            values.ExceptWith(constants);
            bool isRead = weights.Exists(w => SyntaxNames.Of(w.Value).Contains(name)) || others.Any(e => SyntaxNames.Of(e.Value).Contains(name));
            return isRead && !SyntaxNames.Of(equation.Value).Any(values.Contains)
                && others.All(e => SyntaxNames.Heads(e.Value).Count(h => h == name) >= SyntaxNames.Of(e.Value).Count(n => n == name));
        }
    }

    // Each behind those it is made of, so that nothing is read or built twice.
    void ReadWeights() => _weightOrder.ForEach(name => _weightShapes[name] = MatrixShape(_weights[name]));

    void BuildWeights(GraphBuilder graph) => _weightOrder.ForEach(name => _weightNodes[name] = MatrixNode(graph, _weights[name]));
}
