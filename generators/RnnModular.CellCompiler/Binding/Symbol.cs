using RnnModular.CellCompiler.Binding.Constants;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>What a name stands for.</summary>
enum SymbolKind
{
    Input,
    SideInput,
    Mask,
    State,
    Intermediate,
    Parameter,
    Constant,
}

/// <summary>A name of the spec and what is known of it.</summary>
sealed class Symbol(SymbolKind kind, string name, TextSpan span, ShapeTerm shape)
{
    public SymbolKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Its name as it was typed, where iterations have names of their own.</summary>
    public string Written { get; init; } = name;

    /// <summary>True for a value that a state has between iterations.</summary>
    public bool IsCarried { get; init; }

    /// <summary>Where it first stands.</summary>
    public TextSpan Span { get; } = span;

    public ShapeTerm Shape { get; set; } = shape;

    /// <summary>True once its equation (for a state: that of its next value) has been read.</summary>
    public bool IsDefined { get; set; }

    /// <summary>True when the spec declares its shape.</summary>
    public bool IsDeclared { get; set; }

    /// <summary>True when an equation reads it; for a state: its previous value.</summary>
    public bool IsRead { get; set; }

    /// <summary>How a parameter starts.</summary>
    public InitialSyntax? Initial { get; set; }

    /// <summary>The value of a constant.</summary>
    public ConstantValue? Value { get; init; }

    /// <summary>The node of its value; for a state, of its next value.</summary>
    public int Node { get; set; } = -1;
}
