using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding.Notation;

/// <summary>Tells the sort of an expression from the sorts of its names, without giving any name a meaning.</summary>
/// <param name="ofName">The sort of a name.</param>
/// <param name="isRow">True for a matrix declared with one row, whose product is a number: <c>param w : 1 x I</c>.</param>
sealed class Sorts(Func<Token, Sort> ofName, Func<Token, bool> isRow)
{
    public Sort Of(ExpressionSyntax expression) => Read(expression).Sort;

    /// <summary>True for weights, and for what is read as weights where a matrix stands: a capital letter nothing has defined. b, a bias, would be a mistake.</summary>
    public bool IsWeight(ExpressionSyntax expression) => Read(expression).IsWeight;

    // Both at once: either alone would ask for the other at every level.
    (Sort Sort, bool IsWeight) Read(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case NumberSyntax:
                return (Sort.Number, false);
            case NameSyntax { Name: var name }:
                Sort named = ofName(name);
                return (named, named == Sort.Weight || (named == Sort.Open && name.Kind == TokenKind.Name && char.IsUpper(name.Text[0])));
            case NegationSyntax negation:
                return Read(negation.Operand);
            case BinarySyntax binary:
                return OfBinary(Read(binary.Left), Read(binary.Right));
            case ProductSyntax { Matrix: NameSyntax { Name: var row } } product when isRow(row) && Read(product.Vector).Sort == Sort.Vector:
                return (Sort.Number, false);
            case ProductSyntax product:
                return OfProduct(Read(product.Matrix), Read(product.Vector));
            case CallSyntax { Function.Text: MatrixFunctions.Transpose } transposed:
                (Sort sort, bool isWeight) = Read(transposed.Arguments[0]);
                return (sort switch { Sort.Vector or Sort.Number => Sort.Row, Sort.Row => Sort.Vector, var same => same }, isWeight);
            case CallSyntax call:
                Sort called = OfCall(call);
                return (called, called == Sort.Weight);
            default:
                return (Sort.Open, false);
        }
    }

    Sort OfCall(CallSyntax call)
    {
        string function = call.Function.Text;
        switch (function)
        {
            case MatrixFunctions.Outer or MatrixFunctions.Reshape:
                return Sort.Matrix;
            case MatrixFunctions.Diagonal or MatrixFunctions.Hollow or MatrixFunctions.BlockDiagonal:
                return Sort.Weight;
            case LaneFunctions.Concat:
                return call.Arguments.Any(a => Of(a) == Sort.Matrix) ? Sort.Matrix : Sort.Vector;
            case LaneFunctions.Slice:
                return Of(call.Arguments[0]) == Sort.Matrix ? Sort.Matrix : Sort.Vector;
            case LaneFunctions.Split or MatrixFunctions.Flatten:
                return Sort.Vector;
            case ConstantFunctions.Exponential or ConstantFunctions.Inverse or ConstantFunctions.Solve:
                return Sort.Weight;
        }

        if (!Functions.IsKnown(function))
        {
            return Sort.Open;
        }

        // A gain beside a matrix is a vector, and an axis a number.
        Function known = Functions.Get(function);
        Sort all = known.Along is null ? call.Arguments.Select(Of).Aggregate(Together) : Of(call.Arguments[0]);
        return known.TakesAxis && known.OverLanes && call.Arguments.Count == 2 && all is Sort.Matrix ? Sort.Vector
            : known.IsOverLanes(call.Arguments.Count) ? Sort.Number
            : all;
    }

    static (Sort Sort, bool IsWeight) OfBinary((Sort Sort, bool IsWeight) left, (Sort Sort, bool IsWeight) right) => (
        Together(left.Sort, right.Sort),
        (left.IsWeight && right.IsWeight) || (left.IsWeight && right.Sort == Sort.Number) || (left.Sort == Sort.Number && right.IsWeight));

    /// <summary>Elementwise: a number takes the sort of what stands beside it.</summary>
    static Sort Together(Sort left, Sort right) => left == right || right == Sort.Number ? left
        : left == Sort.Number ? right
        : (left, right) is (Sort.Matrix, Sort.Weight) or (Sort.Weight, Sort.Matrix) ? Sort.Matrix
        : (left, right) is (Sort.Weight, Sort.Open) or (Sort.Open, Sort.Weight) ? Sort.Weight
        : (left, right) is (Sort.Vector, Sort.Open) or (Sort.Open, Sort.Vector) ? Sort.Vector
        : Sort.Open;

    static (Sort Sort, bool IsWeight) OfProduct((Sort Sort, bool IsWeight) left, (Sort Sort, bool IsWeight) right)
    {
        bool areWeights = left.IsWeight && right.IsWeight;
        Sort sort = (left.Sort, right.Sort) switch
        {
            (Sort.Number, _) => right.Sort,
            (Sort.Vector, Sort.Row) => Sort.Matrix,
            (Sort.Row, Sort.Vector) => Sort.Number,
            (Sort.Vector, Sort.Number) => Sort.Vector,
            (Sort.Vector or Sort.Row, Sort.Weight or Sort.Matrix) => Sort.Vector,
            (_, Sort.Vector) or (Sort.Vector, Sort.Open) => Sort.Vector,
            (Sort.Matrix, Sort.Matrix or Sort.Weight) or (Sort.Weight, Sort.Matrix) => Sort.Matrix,
            (Sort.Matrix, Sort.Open) when right.IsWeight => Sort.Matrix,
            (Sort.Open, Sort.Matrix) when left.IsWeight => Sort.Matrix,
            _ when areWeights && (left.Sort == Sort.Weight || right.Sort == Sort.Weight) => Sort.Weight,
            _ => Sort.Open,
        };
        return (sort, areWeights || (left.Sort == Sort.Number && right.IsWeight));
    }
}
