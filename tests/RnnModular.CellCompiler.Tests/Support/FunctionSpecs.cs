using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>One spec for each function of the language, generated from the table of functions, so that a new row is tested by being there.</summary>
static class FunctionSpecs
{
    /// <summary>A cell whose only nonlinearity is the function.</summary>
    public static string Of(string function) => $"h' = {Vector(function, "W x + U h + b", "V x", "k * h")}";

    /// <summary>Their names, but for the one that has no gradient by intent.</summary>
    public static IReadOnlyList<string> Differentiable { get; } = [.. Functions.Names.Where(f => f != "stop_gradient")];

    /// <summary>One cell that uses them all.</summary>
    public static string Together { get; } = string.Concat(Differentiable.Select((f, n) => $"v{n} = {Vector(f, $"W{n} x + U{n} h + b{n}", $"V{n} x", $"k{n} * h")}\n"))
        + "h' = tanh(" + string.Join(" + ", Differentiable.Select((_, n) => $"v{n}")) + ")";

    // One number from all lanes weighs each of them.
    static string Vector(string function, string first, string second, string third) =>
        Functions.Get(function).OverLanes ? $"0.2 * h * {Call(function, first + " + h", second, third)}" : Call(function, first, second, third);

    static string Call(string function, string first, string second, string third)
    {
        // Functions of a part of the line get arguments well inside it, and clamp its bounds in order.
        string argument = function is "log" or "sqrt" or "log1p" or "pow" ? $"2 + 0.5 * tanh({first})" : first;
        return Functions.Get(function).Most switch
        {
            1 => $"{function}({argument})",
            2 when function == "mod" => $"mod({argument}, 2 + 0.5 * tanh({second}))",
            2 => $"{function}({argument}, {second})",
            _ when function == "clamp" => $"clamp({argument}, -0.3, 0.4)",
            _ => $"{function}({argument}, {second}, {third})",
        };
    }
}
