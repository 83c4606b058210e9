using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Reference;

/// <summary>The first step of a cell with made-up parameters and input, from the states it starts from.</summary>
static class FirstStep
{
    /// <summary>More than this is not worth a look.</summary>
    public const double MostLanes = 1 << 20;

    /// <summary>How many numbers the step's values come to; infinite where the cell cannot have this size.</summary>
    public static double Lanes(StepGraph graph, int size)
    {
        return SizeEvaluator.IsPossible(graph, size, size) && new SizeEvaluator(graph, size, size) is var sizes
            ? graph.Nodes.Sum(n => (double)sizes.Of(n.Shape.Rows) * sizes.Of(n.Shape.Columns))
            : double.PositiveInfinity;
    }

    /// <summary>Every node's value.</summary>
    /// <param name="graph">The step.</param>
    /// <param name="size">I and H.</param>
    public static IReadOnlyList<double[]> Run(StepGraph graph, int size)
    {
        var sizes = new SizeEvaluator(graph, size, size);
        int drawn = 0;
        var parameters = graph.Parameters.ToDictionary(p => p.Name, p => Values(p, sizes.Of(p.Shape.Rows) * sizes.Of(p.Shape.Columns), ref drawn));
        double[] x = [.. Enumerable.Range(0, new InputRows(graph, sizes).Width).Select(_ => Draw(ref drawn))];
        return new ReferenceInterpreter(graph, size, size, parameters).Forward([x]).Values[0];
    }

    static double[] Values(ParameterInfo parameter, int length, ref int drawn)
    {
        var values = new double[length];
        for (int index = 0; index < length; index++)
        {
            values[index] = parameter.Initial == Binding.Initials.Constant ? parameter.InitialConstant : Draw(ref drawn);
        }

        return values;
    }

    // Any values will do that are neither zero nor alike: multiples of the golden ratio, modulo 1.
    static double Draw(ref int drawn) => (++drawn * 0.6180339887498949 % 1 * 0.8) + 0.1;
}
