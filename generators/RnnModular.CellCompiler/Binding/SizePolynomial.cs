using System.Globalization;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// A size as a polynomial over named sizes with whole coefficients, so that <c>H + H</c> and <c>2 * H</c> are the same. A
/// quotient that does not come out even is a name of its own.
/// </summary>
sealed class SizePolynomial : IEquatable<SizePolynomial>
{
    // Beyond any size's product with itself a few times; what is larger is told as a bad size.
    const long Largest = 1L << 48;

    // More terms than anybody writes; products of sums would grow without bound.
    const int MostTerms = 64;

    // Between the names of a monomial, where sizes cannot have it.
    const char Between = '·';

    /// <summary>Coefficients by monomial; a monomial is its names, sorted, between stars, and the constant's is empty.</summary>
    readonly SortedDictionary<string, long> _terms;

    SizePolynomial(SortedDictionary<string, long> terms) => _terms = terms;

    /// <summary>The number, if it is one.</summary>
    public long? Number => _terms.Count == 0 ? 0 : _terms.Count == 1 && _terms.TryGetValue("", out long value) ? value : null;

    /// <summary>True when it has grown beyond what sizes can be.</summary>
    public bool Overflows => _terms.Count > MostTerms || _terms.Values.Any(c => Math.Abs(c) >= Largest);

    /// <summary>A whole number.</summary>
    public static SizePolynomial Of(long number) => Term("", number);

    /// <summary>A name, or whatever cannot be taken apart.</summary>
    public static SizePolynomial Of(string atom) => Term(atom, 1);

    public static SizePolynomial operator +(SizePolynomial a, SizePolynomial b) => Sum(a, b, 1);

    public static SizePolynomial operator -(SizePolynomial a, SizePolynomial b) => Sum(a, b, -1);

    public static SizePolynomial operator *(SizePolynomial a, SizePolynomial b)
    {
        var product = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, long> left in a._terms)
        {
            foreach (KeyValuePair<string, long> right in b._terms)
            {
                Add(product, Joined(Atoms(left.Key).Concat(Atoms(right.Key))), Bounded((decimal)left.Value * right.Value));
            }
        }

        return new SizePolynomial(product);
    }

    /// <summary>The quotient of whole numbers as C# has it; null when the divisor is zero.</summary>
    public static SizePolynomial? operator /(SizePolynomial a, SizePolynomial b)
    {
        if (b.Number == 0)
        {
            return null;
        }

        return a.Number is { } x && b.Number is { } y ? Of(x / y) : Even(a, b) ?? Of($"({a} / {b})".Replace(Between, '*'));
    }

    /// <inheritdoc/>
    public bool Equals(SizePolynomial? other) => other is not null && _terms.SequenceEqual(other._terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SizePolynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <inheritdoc/>
    public override string ToString() => _terms.Count == 0
        ? "0"
        : string.Join(" + ", _terms.Select(t => t.Value.ToString(CultureInfo.InvariantCulture) + (t.Key.Length > 0 ? "*" + t.Key : "")));

    /// <summary>a / b where b is one term that divides every term of a.</summary>
    static SizePolynomial? Even(SizePolynomial a, SizePolynomial b)
    {
        if (b._terms.Count != 1)
        {
            return a.Equals(b) ? Of(1) : null;
        }

        KeyValuePair<string, long> divisor = b._terms.First();
        var quotient = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, long> term in a._terms)
        {
            List<string> atoms = [.. Atoms(term.Key)];
            if (term.Value % divisor.Value != 0 || !Atoms(divisor.Key).All(atoms.Remove))
            {
                return null;
            }

            Add(quotient, Joined(atoms), term.Value / divisor.Value);
        }

        return new SizePolynomial(quotient);
    }

    static SizePolynomial Sum(SizePolynomial a, SizePolynomial b, int sign)
    {
        var sum = new SortedDictionary<string, long>(a._terms, StringComparer.Ordinal);
        foreach (KeyValuePair<string, long> term in b._terms)
        {
            Add(sum, term.Key, sign * term.Value);
        }

        return new SizePolynomial(sum);
    }

    static SizePolynomial Term(string monomial, long coefficient)
    {
        var terms = new SortedDictionary<string, long>(StringComparer.Ordinal);
        Add(terms, monomial, coefficient);
        return new SizePolynomial(terms);
    }

    static void Add(SortedDictionary<string, long> terms, string monomial, long coefficient)
    {
        long sum = Bounded((decimal)coefficient + (terms.TryGetValue(monomial, out long old) ? old : 0));
        if (sum == 0)
        {
            terms.Remove(monomial);
        }
        else
        {
            terms[monomial] = sum;
        }
    }

    static long Bounded(decimal value) => (long)Math.Max(-Largest, Math.Min(Largest, value));

    static IEnumerable<string> Atoms(string monomial) => monomial.Length == 0 ? [] : monomial.Split(Between);

    static string Joined(IEnumerable<string> atoms) => string.Join(Between.ToString(), atoms.OrderBy(a => a, StringComparer.Ordinal));
}
