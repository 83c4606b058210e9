using System.Globalization;

namespace RnnModular.CellCompiler.Ir;

/// <summary>A size known by name or number: <c>I</c>, <c>H</c>, <c>1</c>, <c>H / 2</c>. Two are equal when their texts are.</summary>
/// <param name="Text">A C# expression over the named sizes.</param>
public readonly record struct Dim(string Text)
{
    /// <summary>The size of a scalar.</summary>
    public static Dim One { get; } = new("1");

    /// <summary>The input size.</summary>
    public static Dim Input { get; } = new("I");

    /// <summary>The hidden size.</summary>
    public static Dim Hidden { get; } = new("H");

    /// <summary>The size where it is a plain number; null otherwise.</summary>
    public int? Number => int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>True for the size of a scalar.</summary>
    public bool IsOne => Text == "1";

    /// <summary>The size as an identifier, or after a word: letters and digits of its expression, in which no two are alike.</summary>
    public string Identifier
    {
        get
        {
            string inner = Text[0] == '(' ? Text.Substring(1, Text.Length - 2) : Text;
            string name = string.Concat(inner.Select(static c => c switch
            {
                '*' => "Times",
                '/' => "Over",
                '+' => "Plus",
                '-' => "Minus",
                ' ' => "",
                '(' or ')' => "_",
                _ => c.ToString(),
            }));
            return char.IsDigit(name[0]) && Text[0] == '(' ? "Of" + name : name;
        }
    }

    /// <summary>A fixed size.</summary>
    public static Dim Of(int size) => new(size.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Shape of a value at one step of one sequence: a column of <paramref name="Rows"/>, or a matrix.</summary>
/// <param name="Rows">Length of a vector; 1 for a scalar.</param>
/// <param name="Columns">1 unless it is a matrix.</param>
/// <param name="IsMatrix">True for weights, and for values with rows and columns.</param>
public readonly record struct Shape(Dim Rows, Dim Columns, bool IsMatrix)
{
    /// <summary>The shape of a number.</summary>
    public static Shape Scalar { get; } = Vector(Dim.One);

    /// <summary>True for a number.</summary>
    public bool IsScalar => !IsMatrix && Rows.IsOne;

    /// <summary>A vector's shape.</summary>
    public static Shape Vector(Dim length) => new(length, Dim.One, false);

    /// <summary>A matrix's shape.</summary>
    public static Shape Matrix(Dim rows, Dim columns) => new(rows, columns, true);

    /// <inheritdoc/>
    public override string ToString() => IsMatrix ? $"[{Rows}, {Columns}]" : IsScalar ? "scalar" : $"[{Rows}]";
}
