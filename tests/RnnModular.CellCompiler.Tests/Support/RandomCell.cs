namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>A sound cell drawn at random: smooth functions only, so that central differences judge its gradient.</summary>
sealed class RandomCell
{
    readonly Random _random;
    readonly List<string> _values = ["h", "c"];
    readonly List<string> _declarations = [];

    public RandomCell(Random random)
    {
        _random = random;
        var lines = new List<string> { "param s : 1", "param t : 1" };
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            string value = $"v{count}";
            lines.Add($"{value} = {Vector(3)}");
            _values.Add(value);
        }

        if (random.Next(3) == 0)
        {
            lines.Add("state M : H x H");
            lines.Add($"M' = 0.5 * M + outer({Vector(1)}, tanh({Vector(1)})){Pick(["", " + 0.1 * Mᵀ A M", " + 0.1 * (M A) + 0.1 * softmax(M, 1)", " - 0.1 * B Mᵀ", " + 0.1 * (I - M) M"])}");
            lines.Add($"m = {(random.Next(2) == 0 ? "M'" : "transpose(M)")} ({Vector(1)}) + sum(M' * M, {random.Next(2)})");
            _values.Add("m");
        }

        bool repeats = random.Next(3) == 0;
        lines.Add(repeats ? $"repeat k = 1..{random.Next(1, 4)} {{\nr = {Vector(1)}\nc' = tanh({Vector(2)} + 0.5 * r + P[k] c + W x)\n}}" : $"c' = tanh({Vector(2)} + W x)");
        _values.Add("c'");
        if (repeats)
        {
            _values.Add("r");
        }

        lines.Add($"h' = tanh({Vector(3)} + {Scalar()} * h)");
        _values.Add("h'");
        if (random.Next(2) == 0)
        {
            lines.Add($"y = {Vector(2)}");
        }

        // Declared, since nothing else may settle their sizes.
        Equations = string.Join("\n", _declarations.Concat(lines));
    }

    public string Equations { get; }

    string Vector(int depth) => depth == 0 ? Pick([.. _values, New("b")]) : _random.Next(11) switch
    {
        0 => $"{New("W")} x",
        1 => $"{New("U")} ({Vector(depth - 1)})",
        2 => $"sigmoid({Vector(depth - 1)})",
        3 => $"tanh({Vector(depth - 1)})",
        4 => $"({Vector(depth - 1)} + {Vector(depth - 1)})",
        5 => $"({Vector(depth - 1)} - {Vector(depth - 1)})",
        6 => $"{Vector(depth - 1)} * sigmoid({Vector(depth - 1)})",
        7 => $"{Vector(depth - 1)} / (2 + square({Vector(depth - 1)}))",
        8 => $"{Scalar()} * {Vector(depth - 1)}",
        9 => _random.Next(2) == 0 ? $"-{Vector(depth - 1)}" : $"slice(concat({Vector(depth - 1)}, {Vector(depth - 1)}), {_random.Next(2)}, H)",
        _ => Pick([.. _values]),
    };

    string Scalar() => _random.Next(4) switch { 0 => "0.5", 1 => "s", 2 => "(s + t)", _ => "(1 - sigmoid(s * t))" };

    string New(string letter)
    {
        string name = $"{letter}{_declarations.Count}";
        _declarations.Add($"param {name} : {(letter == "b" ? "H" : letter == "W" ? "H x I" : "H x H")}");
        return name;
    }

    string Pick(IReadOnlyList<string> from) => from[_random.Next(from.Count)];
}
