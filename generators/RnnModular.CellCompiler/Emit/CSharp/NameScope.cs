namespace RnnModular.CellCompiler.Emit.CSharp;

/// <summary>Turns names of a spec into C# identifiers that are free.</summary>
sealed class NameScope
{
    static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern "
        + "false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override "
        + "params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof "
        + "uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>A scope in which some names are taken.</summary>
    public NameScope(params string[] taken) => _taken.UnionWith(taken);

    /// <summary>A free identifier like <paramref name="wish"/>.</summary>
    public string Take(string wish)
    {
        string name = wish.Replace("'", "Next");
        // Strides and padded sizes are fields beside those of the spec's names.
        name = name.StartsWith("wide", StringComparison.Ordinal) ? "_" + name : name;
        while (Keywords.Contains(name) || name.EndsWith("Stride", StringComparison.Ordinal) || !_taken.Add(name))
        {
            name += "_";
        }

        return name;
    }
}
