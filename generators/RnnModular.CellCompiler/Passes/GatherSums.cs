using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>
/// Rearranges sums over lanes, so that rows are walked less often. Numbers come out of them, <c>sum(-(n * v) + m * w)</c>
/// being <c>-(n * sum(v)) + m * sum(w)</c>, which need not wait for n and m; and sums that are only ever added to each other,
/// with one factor, become one: <c>sum(v) / n + sum(w) / n</c> is <c>sum(v + w) / n</c>.
/// </summary>
sealed class GatherSums
{
    readonly IReadOnlyList<Node> _nodes;
    readonly int[] _uses;
    readonly bool[] _ofSums;
    readonly int[] _depths;
    readonly GraphBuilder _builder = new();
    readonly int[] _map;

    GatherSums(IReadOnlyList<Node> nodes, bool[] live, IReadOnlyCollection<int> roots)
    {
        _nodes = nodes;
        _uses = Liveness.Uses(nodes, live, roots);
        _ofSums = new bool[nodes.Count];
        _depths = new int[nodes.Count];
        _map = new int[nodes.Count];
        foreach (Node node in nodes)
        {
            _ofSums[node.Id] = node.Operation == Operations.Sum || node.Operands.Any(o => _ofSums[o]);
            _depths[node.Id] = node.Operands.Select(o => _depths[o]).DefaultIfEmpty(0).Max() + (node.IsProduct || node.Operation.Kind == OperationKind.Reduction ? 1 : 0);
        }
    }

    /// <summary>Rewrites the nodes that the roots need.</summary>
    public static Rewritten Run(IReadOnlyList<Node> nodes, IReadOnlyCollection<int> roots)
    {
        bool[] live = Liveness.Of(nodes, roots);
        var pass = new GatherSums(nodes, live, roots);
        foreach (Node node in nodes.Where(n => live[n.Id]))
        {
            pass._map[node.Id] = pass.Rewrite(node);
            if (!node.IsLeaf && node.Name is not null)
            {
                pass._builder.Name(pass._map[node.Id], node.Name);
            }
        }

        return new Rewritten(pass._builder.Nodes, pass._map);
    }

    /// <summary>A factor of a sum: a number that multiplies or divides.</summary>
    readonly record struct Factor(int Number, bool Divides);

    /// <summary>What is added: a number, or the sum of a vector times factors, the innermost last.</summary>
    sealed record Term(int Node, bool IsSum, bool Negative, EquatableArray<Factor> Factors);

    int Rewrite(Node node)
    {
        if (node.Shape.IsScalar && _ofSums[node.Id] && (IsSigned(node) || node.Operation == Operations.Sum))
        {
            var terms = new List<Term>();
            OfNumber(node.Id, node.Id, false, [], terms);
            if (terms.Exists(t => t.IsSum && t.Node != node.Operands[0]))
            {
                return Sum(terms);
            }
        }

        return _builder.Copy(node, [.. node.Operands.Select(o => _map[o])]);
    }

    void OfNumber(int id, int root, bool negative, Factor[] factors, List<Term> terms)
    {
        Node node = _nodes[id];
        bool isOwn = id == root || (_uses[id] == 1 && node.Name is null);
        if (node.Operation == Operations.Sum && isOwn)
        {
            OfVector(node.Operands[0], negative, factors, terms);
        }
        else if (isOwn && _ofSums[id] && IsSigned(node))
        {
            OfNumber(node.Operands[0], root, negative != (node.Operation == Operations.Negate), factors, terms);
            if (node.Operands.Count > 1)
            {
                OfNumber(node.Operands[1], root, negative != (node.Operation == Operations.Subtract), factors, terms);
            }
        }
        else if (isOwn && node.Operation == Operations.Divide && _nodes[node.Operands[0]].Operation == Operations.Sum)
        {
            OfNumber(node.Operands[0], root, negative, [.. factors, new Factor(node.Operands[1], true)], terms);
        }
        else
        {
            terms.Add(new Term(id, false, negative, factors.ToEquatableArray()));
        }
    }

    void OfVector(int id, bool negative, Factor[] factors, List<Term> terms)
    {
        Node node = _nodes[id];
        if (node.Operation == Operations.Negate)
        {
            OfVector(node.Operands[0], !negative, factors, terms);
        }
        else if (Number(node) is { } number)
        {
            OfVector(node.Operands[number.Other], negative, [.. factors, number.Factor], terms);
        }
        else if (IsSigned(node) && node.Operands.All(o => _nodes[o].Shape == node.Shape) && WaitsForSums(node))
        {
            OfVector(node.Operands[0], negative, factors, terms);
            OfVector(node.Operands[1], negative != (node.Operation == Operations.Subtract), factors, terms);
        }
        else
        {
            terms.Add(new Term(id, true, negative, factors.ToEquatableArray()));
        }
    }

    static bool IsSigned(Node node) => node.Operation == Operations.Add || node.Operation == Operations.Subtract || node.Operation == Operations.Negate;

    /// <summary>The number that a vector is multiplied with or divided by, and which operand is left.</summary>
    (Factor Factor, int Other)? Number(Node node)
    {
        if (node.Operation != Operations.Multiply && node.Operation != Operations.Divide)
        {
            return null;
        }

        bool divides = node.Operation == Operations.Divide;
        for (int which = divides ? 1 : 0; which < 2; which++)
        {
            int other = node.Operands[1 - which];
            Node factor = _nodes[node.Operands[which]];
            factor = factor.Operation == Operations.Spread ? _nodes[factor.Operands[0]] : factor;
            if (factor.Shape.IsScalar && _nodes[other].Shape == node.Shape && !node.Shape.IsScalar)
            {
                return (new Factor(factor.Id, divides), 1 - which);
            }
        }

        return null;
    }

    /// <summary>True when a number among its terms is made of sums, for which the whole sum would wait.</summary>
    bool WaitsForSums(Node node) =>
        Number(node) is { } number ? _ofSums[number.Factor.Number] || WaitsForSums(_nodes[node.Operands[number.Other]])
        : IsSigned(node) && node.Operands.Any(o => WaitsForSums(_nodes[o]));

    int Sum(List<Term> terms)
    {
        int? total = null;
        foreach (Term term in terms.Where(t => !t.IsSum))
        {
            Add(ref total, Scaled(_map[term.Node], term.Factors), term.Negative);
        }

        // Of one depth, so that none waits for another.
        foreach (var alike in terms.Where(t => t.IsSum).GroupBy(t => (t.Factors, _nodes[t.Node].Shape, _depths[t.Node])))
        {
            bool negative = alike.First().Negative;
            var distinct = alike.GroupBy(t => (t.Node, t.Negative)).ToList();
            int least = distinct.Min(t => t.Count());
            int? vector = null;
            foreach (var same in distinct)
            {
                for (int count = least; count <= same.Count(); count++)
                {
                    Add(ref vector, _map[same.Key.Node], same.Key.Negative != negative);
                }
            }

            int sum = _builder.Multiply(_builder.Constant(least), _builder.Add(Operations.Sum, vector!.Value));
            Add(ref total, Scaled(sum, alike.Key.Factors), negative);
        }

        return total!.Value;
    }

    void Add(ref int? sum, int term, bool negative) =>
        sum = sum is { } s ? negative ? _builder.Subtract(s, term) : _builder.Sum(s, term) : negative ? _builder.Negate(term) : term;

    int Scaled(int number, EquatableArray<Factor> factors)
    {
        foreach (Factor factor in factors.Reverse())
        {
            number = factor.Divides ? _builder.Divide(number, _map[factor.Number]) : _builder.Multiply(number, _map[factor.Number]);
        }

        return number;
    }
}
