using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>Slices, splits and concatenations as values.</summary>
sealed partial class Binder
{
    readonly Dictionary<ExpressionSyntax, SizeTerm[]> _concats = [];
    readonly Dictionary<ExpressionSyntax, (SizeTerm Whole, SizeTerm Part, string Offset)> _parts = [];
    readonly List<SizeCheck> _checks = [];

    ShapeTerm LaneCall(CallSyntax call)
    {
        switch (call.Function.Text)
        {
            case LaneFunctions.Concat:
                return ConcatShape(call);
            case LaneFunctions.Slice:
                return SliceShape(call);
            default:
                return SplitShape(call);
        }
    }

    /// <summary>Of vectors as many values as all parts have; of matrices as many rows.</summary>
    ShapeTerm ConcatShape(CallSyntax call)
    {
        ShapeTerm[] parts = [.. call.Arguments.Select(ShapeOf)];
        if (parts.Any(p => p.IsMatrix))
        {
            return StackShape(call, parts);
        }

        _concats[call] = [.. parts.Select(p => p.Rows)];
        return ShapeTerm.Vector(_sums.Add(_concats[call], call.Span));
    }

    ShapeTerm SliceShape(CallSyntax call)
    {
        if (call.Arguments.Count != 3)
        {
            _diagnostics.Report(Rules.WrongArgumentCount, call.Span, LaneFunctions.Slice, "3 arguments (the vector, the first value, how many)", Text(call.Arguments.Count));
            return ShapeTerm.Vector(SizeTerm.Open());
        }

        ShapeTerm sliced = ShapeOf(call.Arguments[0]);
        SizeTerm whole = sliced.Rows;
        if (AsSize(call.Arguments[1]) is not { } first || _sizes.Offset(first) is not { } offset || AsSize(call.Arguments[2]) is not { } many || _sizes.Dim(many) is not { } count)
        {
            return ShapeTerm.Vector(SizeTerm.Open());
        }

        _parts[call] = (whole, SizeTerm.Of(count), offset);
        if (sliced.IsMatrix)
        {
            _rearranged[call] = sliced;
        }

        return new ShapeTerm(SizeTerm.Of(count), sliced.Columns);
    }

    /// <summary><c>i, f, o = split(v, 3)</c> has become <c>split(v, 3, 0)</c>, <c>split(v, 3, 1)</c>…: one of equal parts.</summary>
    ShapeTerm SplitShape(CallSyntax call)
    {
        if (call.Arguments.Count != 3 || call.Arguments[1] is not NumberSyntax { Value: >= 1 and <= 64 } parts || call.Arguments[2] is not NumberSyntax which || which.Value >= parts.Value)
        {
            _diagnostics.Report(Rules.BadSlice, call.Span, "a split stands alone, with a name for each part, as in i, f, o = split(W x + U h + b, 3)");
            return ShapeTerm.Vector(SizeTerm.Open());
        }

        SizeTerm whole = VectorSize(call.Arguments[0], LaneFunctions.Split);
        SizeTerm part = SizeTerm.Open();
        _sums.Add(whole, [.. Enumerable.Repeat(part, (int)parts.Value)], call.Span);
        _parts[call] = (whole, part, Text((int)which.Value));
        return ShapeTerm.Vector(part);
    }

    SizeTerm VectorSize(ExpressionSyntax expression, string function)
    {
        ShapeTerm shape = ShapeOf(expression);
        if (!shape.IsMatrix)
        {
            return shape.Rows;
        }

        _diagnostics.Report(Rules.FunctionOfVectors, expression.Span, function, shape.ToString());
        return SizeTerm.Open();
    }

    /// <summary>An argument that is a size; null, with a diagnostic, when it is none.</summary>
    SizeSyntax? AsSize(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case NumberSyntax number when number.Value >= 0 && number.Value <= SizeTable.Largest && number.Value == Math.Floor(number.Value):
                return new SizeNumberSyntax((int)number.Value, number.Span);
            case NameSyntax { Name.Kind: TokenKind.Name } name:
                return new SizeNameSyntax(name.Name.Text, name.Span);
            case BinarySyntax binary when AsSize(binary.Left) is { } left && AsSize(binary.Right) is { } right:
                return new SizeOperationSyntax(SizeOperationSyntax.Sign(binary.Operator), left, right, binary.Span);
            case BinarySyntax:
                return null;
            default:
                _diagnostics.Report(Rules.BadSlice, expression.Span, "where it begins and how many values it takes are sizes, as in slice(v, 0, H / 2)");
                return null;
        }
    }

    /// <summary>Once all sizes are known: a slice ends where its vector does, or before.</summary>
    void CloseSlices()
    {
        foreach (KeyValuePair<ExpressionSyntax, (SizeTerm Whole, SizeTerm Part, string Offset)> slice in _parts.Where(p => ((CallSyntax)p.Key).Function.Text == LaneFunctions.Slice))
        {
            if (slice.Value.Whole.Known is not { } whole || slice.Value.Part.Known is not { } part)
            {
                continue;
            }

            if (_sizes.Excess(slice.Value.Offset, part, whole) is not { } excess)
            {
                _checks.Add(new SizeCheck(new Dim($"({slice.Value.Offset} + {part})"), whole, $"the end of slice(…, {slice.Value.Offset}, {part})"));
            }
            else if (excess > 0)
            {
                _diagnostics.Report(Rules.BadSlice, slice.Key.Span, $"this one ends {Text((int)Math.Min(excess, int.MaxValue))} beyond the {whole} values there are (slice takes the vector, where to begin, and how many)");
            }
        }
    }

    /// <summary>The node of a slice, a split or a concatenation; null for any other call.</summary>
    int? LaneNode(GraphBuilder graph, CallSyntax call, Func<ExpressionSyntax, int> of)
    {
        if (_concats.TryGetValue(call, out SizeTerm[]? sizes))
        {
            int[] parts = [.. call.Arguments.Select((a, index) => Filled(graph, of(a), sizes[index].Known!.Value))];
            return parts.Length == 1 ? parts[0] : graph.Lanes(LaneMoves.Concat, Shape.Vector(Sum(sizes)), string.Join(";", Offsets(sizes)), parts);
        }

        if (!_parts.TryGetValue(call, out (SizeTerm Whole, SizeTerm Part, string Offset) slice))
        {
            return null;
        }

        Dim part = slice.Part.Known!.Value;
        string offset = call.Function.Text == LaneFunctions.Slice || slice.Offset == "0" ? slice.Offset
            : _sizes.Combined('*', _sizes.Number(int.Parse(slice.Offset, System.Globalization.CultureInfo.InvariantCulture)), part)!.Value.Text;
        return graph.Lanes(LaneMoves.Slice, Shape.Vector(part), offset, of(call.Arguments[0]));
    }

    /// <summary>A value in all its lanes, also where it has simplified to one number.</summary>
    static int Filled(GraphBuilder graph, int value, Dim size) =>
        graph[value].Shape.IsScalar && (!size.IsOne || graph[value].IsConstant) ? graph.Spread(value, Shape.Vector(size)) : value;

    Dim Sum(IEnumerable<SizeTerm> sizes) => sizes.Select(s => s.Known!.Value).Aggregate((a, b) => _sizes.Combined('+', a, b)!.Value);

    IEnumerable<string> Offsets(SizeTerm[] sizes) => sizes.Select((_, index) => index == 0 ? "0" : Sum(sizes.Take(index)).Text);
}
