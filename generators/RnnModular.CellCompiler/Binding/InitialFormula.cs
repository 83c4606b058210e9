using System.Globalization;
using System.Text.RegularExpressions;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Emit;
using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>How one value of a parameter starts, told in C#: <c>log(uniform(1, 99))</c> is <c>Math.Log(draw.Uniform(1, 99))</c>.</summary>
/// <param name="indices">The names of its row and column, counted from 0.</param>
/// <param name="isSize">True for the name of a size.</param>
/// <param name="numberOf">The value of a constant that is a number.</param>
sealed class InitialFormula(EquatableArray<Token> indices, Func<string, bool> isSize, Func<string, double?> numberOf)
{
    static readonly Dictionary<(string Function, int Arguments), string> Functions = new()
    {
        [("uniform", 2)] = "draw.Uniform({0}, {1})",
        [("normal", 2)] = "draw.Normal({0}, {1})",
        [("log_uniform", 2)] = "draw.LogUniform({0}, {1})",
        [("exp", 1)] = "Math.Exp({0})",
        [("log", 1)] = "Math.Log({0})",
        [("sqrt", 1)] = "Math.Sqrt({0})",
        [("abs", 1)] = "Math.Abs({0})",
        [("sin", 1)] = "Math.Sin({0})",
        [("cos", 1)] = "Math.Cos({0})",
        [("tanh", 1)] = "Math.Tanh({0})",
        [("floor", 1)] = "Math.Floor({0})",
        [("square", 1)] = "Math.Pow({0}, 2.0)",
        [("pow", 2)] = "Math.Pow({0}, {1})",
        [("min", 2)] = "Math.Min({0}, {1})",
        [("max", 2)] = "Math.Max({0}, {1})",
        [("mod", 2)] = "({0} - ({1} * Math.Floor({0} / {1})))",
        [("expm1", 1)] = "(Math.Exp({0}) - 1.0)",
        [("log1p", 1)] = "Math.Log(1.0 + {0})",
        [("where", 3)] = "({0} > 0.0 ? {1} : {2})",
    };

    /// <summary>True for a function that only initial values have.</summary>
    public static bool IsDraw(string name) => name is "uniform" or "normal" or "log_uniform";

    /// <summary>A formula with its sizes under other names.</summary>
    public static string WithSizes(string formula, Func<string, string> name) => Regex.Replace(formula, @"\{([^}]*)\}", m => name(m.Groups[1].Value));

    /// <summary>The C# of one value. Throws a <see cref="SyntaxException"/> where there is none.</summary>
    public string Text(ExpressionSyntax formula) => formula switch
    {
        NumberSyntax number => Literal.Double(number.Value),
        NegationSyntax negation => $"(-{Text(negation.Operand)})",
        BinarySyntax binary => $"({Text(binary.Left)} {Sign(binary.Operator)} {Text(binary.Right)})",
        ProductSyntax { Matrix: NumberSyntax } product => $"({Text(product.Matrix)} * {Text(product.Vector)})",
        CallSyntax call when Functions.TryGetValue((call.Function.Text, call.Arguments.Count), out string? text) => string.Format(CultureInfo.InvariantCulture, text, [.. call.Arguments.Select(Text)]),
        CallSyntax call => throw Bad(call.Span, $"{call.Function.Text}(…)"),
        NameSyntax name => Name(name.Name),
        _ => throw Bad(formula.Span, "this"),
    };

    string Name(Token name) =>
        indices.Count > 0 && indices[0].Text == name.Text ? "draw.Row"
        : indices.Count > 1 && indices[1].Text == name.Text ? "draw.Column"
        : name.Text switch
        {
            "identity" => "(draw.Row == draw.Column ? 1.0 : 0.0)",
            "zeros" => "0.0",
            "ones" => "1.0",
            "pi" or "π" => "Math.PI",
            _ when numberOf(name.Text) is { } value => Literal.Double(value),
            _ when isSize(name.Text) => $"(double){{{name.Text}}}",
            _ => throw Bad(name.Span, name.Text),
        };

    static string Sign(TokenKind kind) => kind switch { TokenKind.Plus => "+", TokenKind.Minus => "-", TokenKind.Star => "*", _ => "/" };

    static SyntaxException Bad(TextSpan span, string shown) => new(Rules.BadInitial, span, shown, Initials.Choices);
}
