using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;
using RnnModular.CellCompiler.Reference;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>What the equations of one forward step ask for, counted for one sequence, whatever code computes it. Values made of parameters alone are free.</summary>
/// <param name="Products">Multiply-adds of products of a matrix and a vector or another matrix; a weight used twice counts twice.</param>
/// <param name="Functions">Values of functions such as sigmoid, exp and sqrt.</param>
/// <param name="Arithmetic">Values of other elementwise operations, and summands of sums.</param>
/// <param name="States">Values of all states.</param>
/// <param name="WeightAlgebra">
/// Multiply-adds in float64 that the gradients of products, inverses, solutions and exponentials of weights need in each backward run, by
/// the textbook's rule for each: a product for each factor, two for an inverse, and for an exponential twice the five of
/// <c>ExponentialSeries</c>. How often it squares depends on the weights, and is not counted.
/// </param>
public sealed record StepWork(long Products, long Functions, long Arithmetic, long States, long WeightAlgebra)
{
    /// <summary>Counts a step at given sizes.</summary>
    public static StepWork Of(StepGraph graph, int input, int hidden)
    {
        var sizes = new SizeEvaluator(graph, input, hidden);
        Dependence[] dependence = Dependences.Of(graph.Nodes, static n => n.Operation == Operations.State);
        bool[] differentiable = Dependences.Differentiable(graph.Nodes);
        bool[] live = Liveness.Of(graph.Nodes, [graph.Output, .. graph.States.Select(s => s.Next)]);
        long Size(int id) => (long)sizes.Of(graph.Nodes[id].Shape.Rows) * sizes.Of(graph.Nodes[id].Shape.Columns);

        var (products, functions, arithmetic) = (0L, 0L, 0L);
        foreach (Node node in graph.Nodes.Where(n => live[n.Id] && !n.IsLeaf && dependence[n.Id] != Dependence.Parameters))
        {
            switch (node.Operation.Kind)
            {
                case OperationKind.Product:
                    products += Size(node.Operands[0]);
                    break;
                case OperationKind.Matrices when MatrixProducts.Contains(node.Operation) || node.Operation == MatrixProducts.Weighted:
                    Shape left = graph.Nodes[node.Operands[0]].Shape;
                    products += Size(node.Id) * sizes.Of(node.Operation == MatrixProducts.TransposedProduct ? left.Rows : left.Columns);
                    break;
                case OperationKind.Elementwise when node.Operation.IsCheap || node.Operation == Operations.Divide:
                    arithmetic += node.Operation == Operations.Spread ? 0 : Size(node.Id);
                    break;
                case OperationKind.Elementwise:
                    functions += Size(node.Id);
                    break;
                case OperationKind.Reduction or OperationKind.AxisSum:
                    arithmetic += Size(node.Operands[0]);
                    break;
            }
        }

        return new StepWork(products, functions, arithmetic, graph.States.Sum(s => Size(s.Previous)), graph.Nodes.Where(n => live[n.Id] && n.Operation.IsWhole).Sum(GradientWork));

        long GradientWork(Node node)
        {
            int times = node.Operation == Ir.WeightAlgebra.Exponential ? 10 : node.Operation == Ir.WeightAlgebra.Inverse ? 2 : 1;
            return Size(node.Operands[0]) * sizes.Of(node.Shape.Columns) * times * node.Operands.Count(o => differentiable[o]);
        }
    }
}
