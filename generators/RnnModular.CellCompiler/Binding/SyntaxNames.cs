using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>What stands in the text of a spec: names, indices, operations.</summary>
static class SyntaxNames
{
    /// <summary>Every name, several times where it stands several times.</summary>
    public static IEnumerable<string> Of(IEnumerable<StatementSyntax> statements) => statements.SelectMany(s => s switch
    {
        EquationSyntax equation => Of(equation.Value).Append(equation.Target.Text),
        RepeatSyntax repeat => Of(repeat.Body),
        ParameterSyntax parameter => [parameter.Name.Text],
        StateSyntax state => [state.Name.Text],
        InputSyntax input => [input.Name.Text],
        MaskSyntax mask => [mask.Name.Text],
        ConstantSyntax constant => [constant.Name.Text],
        SizeDefinitionSyntax size => [size.Name.Text],
        _ => (IEnumerable<string>)[],
    });

    /// <summary>Every name of an expression.</summary>
    public static IEnumerable<string> Of(ExpressionSyntax expression) => Tokens(expression).Select(n => n.Text);

    /// <summary>Every name of an expression, with its prime.</summary>
    public static IEnumerable<Token> Tokens(ExpressionSyntax expression) => Inner(expression).OfType<NameSyntax>().Select(n => n.Name);

    /// <summary>Every name that stands as a matrix does, before or behind what it multiplies, once for each time it does.</summary>
    public static IEnumerable<string> Heads(ExpressionSyntax expression) =>
        Inner(expression).OfType<ProductSyntax>().SelectMany(p => Of(p.Matrix).Concat(p.Vector switch
        {
            NameSyntax row => [row.Name.Text],
            CallSyntax { Function.Text: Ir.MatrixFunctions.Transpose, Arguments: { Count: 1 } turned } when turned[0] is NameSyntax row => [row.Name.Text],
            _ => (IEnumerable<string>)[],
        }));

    /// <summary>True when a function stands in an expression.</summary>
    public static bool Calls(ExpressionSyntax expression, string function) => Inner(expression).OfType<CallSyntax>().Any(c => c.Function.Text == function);

    /// <summary>True when an equation holds <c>R[…]</c>.</summary>
    public static bool HasIndices(IEnumerable<StatementSyntax> statements) =>
        statements.OfType<EquationSyntax>().Any(e => Inner(e.Value).OfType<IndexedSyntax>().Any());

    /// <summary>How many operations and operands an expression has.</summary>
    public static int Operations(ExpressionSyntax expression) => Inner(expression).Count();

    /// <summary>An expression and all it is made of.</summary>
    static List<ExpressionSyntax> Inner(ExpressionSyntax expression)
    {
        List<ExpressionSyntax> all = [expression];
        for (int next = 0; next < all.Count; next++)
        {
            all.AddRange(all[next] switch
            {
                CallSyntax call => call.Arguments,
                ProductSyntax product => [product.Matrix, product.Vector],
                BinarySyntax binary => [binary.Left, binary.Right],
                NegationSyntax negation => [negation.Operand],
                IndexedSyntax indexed => [indexed.Index],
                _ => (IEnumerable<ExpressionSyntax>)[],
            });
        }

        return all;
    }
}
