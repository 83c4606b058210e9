using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Binding;

/// <summary>A size that may still be open. Unifying two makes them one; a known one settles all it is unified with.</summary>
sealed class SizeTerm
{
    SizeTerm? _link;
    Dim? _known;

    SizeTerm(Dim? known) => _known = known;

    /// <summary>The size once it is known.</summary>
    public Dim? Known => Root._known;

    /// <summary>True for the size of a scalar.</summary>
    public bool IsOne => Known is { IsOne: true };

    SizeTerm Root => _link is null ? this : _link = _link.Root;

    /// <summary>True when the two have been made one.</summary>
    public bool IsSame(SizeTerm other) => Root == other.Root;

    /// <summary>A size nobody knows yet.</summary>
    public static SizeTerm Open() => new(null);

    /// <summary>A known size.</summary>
    public static SizeTerm Of(Dim size) => new(size);

    /// <summary>Makes two sizes one; false when both are known and differ.</summary>
    public static bool Unify(SizeTerm a, SizeTerm b)
    {
        (a, b) = (a.Root, b.Root);
        if (a == b)
        {
            return true;
        }

        if (a._known is { } x && b._known is { } y)
        {
            return x == y;
        }

        (a._link, b._known) = (b, b._known ?? a._known);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Known?.Text ?? "?";
}

/// <summary>The shape of a symbol or expression while sizes may be open.</summary>
readonly record struct ShapeTerm(SizeTerm Rows, SizeTerm? Columns)
{
    public static ShapeTerm Scalar { get; } = Vector(SizeTerm.Of(Dim.One));

    public bool IsMatrix => Columns is not null;

    public bool IsScalar => !IsMatrix && Rows.IsOne;

    public static ShapeTerm Vector(SizeTerm rows) => new(rows, null);

    public Shape Resolve() => Columns is null ? Shape.Vector(Rows.Known!.Value) : Shape.Matrix(Rows.Known!.Value, Columns.Known!.Value);

    public override string ToString() => IsMatrix ? $"shape [{Rows}, {Columns}]" : IsScalar ? "one value" : $"size {Rows}";
}
