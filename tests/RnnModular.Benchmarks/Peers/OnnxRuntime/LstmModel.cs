using RnnModular.Cli.Benchmarks;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.Peers.OnnxRuntime;

/// <summary>
/// An ONNX model of one LSTM with fixed shapes and random weights. Over batches it maps <c>X</c> [T, B, I] to <c>Y</c>
/// [T, 1, B, H]; as a step it also takes <c>h0</c> and <c>c0</c> and gives <c>h</c> and <c>c</c>, all [1, B, H]. Field
/// numbers are those of the ONNX standard's onnx.proto.
/// </summary>
sealed class LstmModel(BenchmarkShape shape, bool isStep)
{
    const int Float = 1;
    const int IntAttribute = 2;

    /// <summary>Names and shapes of the inputs.</summary>
    public (string Name, long[] Shape)[] Inputs => isStep
        ? [("X", [shape.Time, shape.Batch, shape.Input]), ("h0", State), ("c0", State)]
        : [("X", [shape.Time, shape.Batch, shape.Input])];

    /// <summary>Names and shapes of the outputs.</summary>
    public (string Name, long[] Shape)[] Outputs => isStep
        ? [("h", State), ("c", State)]
        : [("Y", [shape.Time, 1, shape.Batch, shape.Hidden])];

    long[] State => [1, shape.Batch, shape.Hidden];

    /// <summary>The model file's content.</summary>
    public byte[] ToBytes() => new ProtobufWriter()
        .Number(1, 8)
        .Text(2, "rnn-benchmarks")
        .Message(7, Graph)
        .Message(8, opset => opset.Text(1, "").Number(2, 14))
        .ToArray();

    void Graph(ProtobufWriter graph)
    {
        graph.Message(1, Node).Text(2, "lstm");
        Initializer(graph, "W", 1, 4 * shape.Hidden, shape.Input);
        Initializer(graph, "R", 1, 4 * shape.Hidden, shape.Hidden);
        Initializer(graph, "B", 1, 8 * shape.Hidden);
        foreach ((string name, long[] dimensions) in Inputs)
        {
            graph.Message(11, info => Value(info, name, dimensions));
        }

        foreach ((string name, long[] dimensions) in Outputs)
        {
            graph.Message(12, info => Value(info, name, dimensions));
        }
    }

    void Node(ProtobufWriter node)
    {
        foreach (string input in isStep ? ["X", "W", "R", "B", "", "h0", "c0"] : (string[])["X", "W", "R", "B"])
        {
            node.Text(1, input);
        }

        foreach (string output in isStep ? ["", "h", "c"] : (string[])["Y"])
        {
            node.Text(2, output);
        }

        node.Text(4, "LSTM").Message(5, attribute => attribute.Text(1, "hidden_size").Number(3, shape.Hidden).Number(20, IntAttribute));
    }

    void Initializer(ProtobufWriter graph, string name, params long[] dimensions)
    {
        var values = new float[dimensions.Aggregate((a, b) => a * b)];
        float bound = 1 / MathF.Sqrt(shape.Hidden);
        new Philox(1, name).FillUniform(values, -bound, bound);
        graph.Message(5, tensor =>
        {
            foreach (long dimension in dimensions)
            {
                tensor.Number(1, dimension);
            }

            tensor.Number(2, Float).Text(8, name).Floats(9, values);
        });
    }

    static void Value(ProtobufWriter info, string name, long[] dimensions) => info.Text(1, name).Message(2, type => type.Message(1, tensor => tensor
        .Number(1, Float)
        .Message(2, all =>
        {
            foreach (long dimension in dimensions)
            {
                all.Message(1, one => one.Number(1, dimension));
            }
        })));
}
