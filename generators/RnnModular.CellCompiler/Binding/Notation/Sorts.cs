using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding.Notation;

/// <summary>Tells the sort of an expression from the sorts of its names, without giving any name a meaning.</summary>
sealed class Sorts(Func<Token, Sort> ofName)
{
    public Sort Of(ExpressionSyntax expression) => expression switch
    {
        NumberSyntax => Sort.Number,
        NameSyntax name => ofName(name.Name),
        NegationSyntax negation => Of(negation.Operand),
        BinarySyntax binary => Together(Of(binary.Left), Of(binary.Right)),
        CallSyntax call => OfCall(call),
        ProductSyntax product => OfProduct(Of(product.Matrix), Of(product.Vector)),
        _ => Sort.Open,
    };

    Sort OfCall(CallSyntax call)
    {
        string function = call.Function.Text;
        switch (function)
        {
            case MatrixFunctions.Transpose:
                return Of(call.Arguments[0]) switch { Sort.Vector or Sort.Number => Sort.Row, Sort.Row => Sort.Vector, var same => same };
            case MatrixFunctions.Outer:
                return Sort.Matrix;
            case MatrixFunctions.Diagonal or MatrixFunctions.Hollow or MatrixFunctions.BlockDiagonal:
                return Sort.Weight;
            case LaneFunctions.Concat or LaneFunctions.Slice or LaneFunctions.Split:
                return Sort.Vector;
        }

        if (!Functions.IsKnown(function))
        {
            return Sort.Open;
        }

        Sort all = call.Arguments.Select(Of).Aggregate(Together);
        return call.Arguments.Count == 2 && function == "sum" && all is Sort.Matrix ? Sort.Vector
            : Functions.Get(function).IsOverLanes(call.Arguments.Count) ? Sort.Number
            : all;
    }

    /// <summary>Elementwise: a number takes the sort of what stands beside it.</summary>
    static Sort Together(Sort left, Sort right) => left == right || right == Sort.Number ? left
        : left == Sort.Number ? right
        : (left, right) is (Sort.Matrix, Sort.Weight) or (Sort.Weight, Sort.Matrix) ? Sort.Matrix
        : (left, right) is (Sort.Weight, Sort.Open) or (Sort.Open, Sort.Weight) ? Sort.Weight
        : (left, right) is (Sort.Vector, Sort.Open) or (Sort.Open, Sort.Vector) ? Sort.Vector
        : Sort.Open;

    static Sort OfProduct(Sort left, Sort right) => (left, right) switch
    {
        (Sort.Number, _) => right,
        (Sort.Vector, Sort.Row) => Sort.Matrix,
        (Sort.Row, Sort.Vector) => Sort.Number,
        (Sort.Vector, Sort.Number) => Sort.Vector,
        (Sort.Vector or Sort.Row, Sort.Weight or Sort.Matrix) => Sort.Vector,
        (_, Sort.Vector) or (Sort.Vector, Sort.Open) => Sort.Vector,
        (Sort.Matrix, Sort.Matrix or Sort.Weight) or (Sort.Weight, Sort.Matrix) => Sort.Matrix,
        _ => Sort.Open,
    };
}
