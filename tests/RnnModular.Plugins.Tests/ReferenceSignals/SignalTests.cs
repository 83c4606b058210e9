using System.Text.Json;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.ReferenceSignals;

/// <summary>Whole networks of other libraries, run here over the signals they were run over there.</summary>
[Trait("Category", "Numeric")]
public sealed class SignalTests
{
    const float Tolerance = 2e-6f;
    const int Hidden = 8;

    [SignalFact]
    public void Lstm_repeats_the_signal_of_Keras()
    {
        JsonElement[] layers = Layers("lstm.model.json");

        float[] x = KerasDense(SignalData.Signal("lstm.x.csv"), layers[0], MathF.Tanh);
        float[][] weights = Weights(layers[1]);
        float[] h = Network.Recurrent(TestCells.Lstm, x, Hidden, Hidden, name => name switch
        {
            // Keras has PyTorch's gate order i, f, g, o in columns, and one bias.
            "weight_ih" => Network.Transpose(weights[0], 4 * Hidden),
            "weight_hh" => Network.Transpose(weights[1], 4 * Hidden),
            "bias_ih" => weights[2],
            _ => new float[4 * Hidden],
        });
        float[] y = KerasDense(h, layers[2], value => value);

        Near.Assert(SignalData.Signal("lstm.y.csv"), y, "y", Tolerance);
    }

    [SignalFact]
    public void Gru_repeats_the_signal_of_Keras()
    {
        JsonElement[] layers = Layers("gru.model.json");

        float[] x = KerasDense(SignalData.Signal("gru.x.csv"), layers[0], MathF.Tanh);
        float[][] weights = Weights(layers[1]);
        float[] h = Network.Recurrent(TestCells.Gru, x, Hidden, Hidden, name => name switch
        {
            "weight_ih" => ResetFirst(Network.Transpose(weights[0], 3 * Hidden)),
            "weight_hh" => ResetFirst(Network.Transpose(weights[1], 3 * Hidden)),
            "bias_ih" => ResetFirst(weights[2][..(3 * Hidden)]),
            _ => ResetFirst(weights[2][(3 * Hidden)..]),
        });
        float[] y = KerasDense(KerasDense(h, layers[2], Sigmoid), layers[3], value => value);

        Near.Assert(SignalData.Signal("gru.y.csv"), y, "y", Tolerance);
    }

    [SignalFact]
    public void Four_layers_of_Lstm_repeat_the_signal_of_PyTorch()
    {
        JsonElement model = SignalData.Model("lstm_torch.model.json");
        float[] signal = SignalData.Signal("lstm_torch.x.csv");

        foreach (string layer in new[] { "lstm.{0}_l0", "lstm2.{0}_l0", "lstm2.{0}_l1", "lstm2.{0}_l2" })
        {
            int inputs = layer.StartsWith("lstm.", StringComparison.Ordinal) ? 1 : Hidden;
            signal = Network.Recurrent(TestCells.Lstm, signal, inputs, Hidden, name => Of(layer.Replace("{0}", name, StringComparison.Ordinal)));
        }

        float[] y = Network.Dense(signal, Of("dense.weight"), Of("dense.bias"), value => value);

        Near.Assert(SignalData.Signal("lstm_torch.y.csv"), y, "y", Tolerance);

        float[] Of(string name) => SignalData.Flat(model.GetProperty(name));
    }

    static JsonElement[] Layers(string model) => [.. SignalData.Model(model).GetProperty("layers").EnumerateArray()];

    static float[][] Weights(JsonElement layer) => [.. layer.GetProperty("weights").EnumerateArray().Select(SignalData.Flat)];

    static float[] KerasDense(float[] x, JsonElement layer, Func<float, float> activation)
    {
        float[][] weights = Weights(layer);
        return Network.Dense(x, Network.Transpose(weights[0], weights[1].Length), weights[1], activation);
    }

    /// <summary>Keras has z, r, n where PyTorch has r, z, n.</summary>
    static float[] ResetFirst(float[] gates)
    {
        int gate = gates.Length / 3;
        return [.. gates[gate..(2 * gate)], .. gates[..gate], .. gates[(2 * gate)..]];
    }

    static float Sigmoid(float value) => 1 / (1 + MathF.Exp(-value));
}
