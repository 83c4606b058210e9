using System.Diagnostics;
using RnnModular.Cli.Benchmarks;
using RnnModular.Numerics;

namespace RnnModular.Benchmarks.Peers.OnnxRuntime;

/// <summary>A model with all its tensors in place, so that a run is one call and allocates nothing on our side.</summary>
sealed unsafe class OrtWorkload : IWorkload
{
    readonly OrtApi _api;
    readonly nint _session;
    readonly List<AlignedBuffer> _buffers = [];
    readonly Utf8[] _inputNames;
    readonly Utf8[] _outputNames;
    readonly nint[] _inputs;
    readonly nint[] _outputs;

    public OrtWorkload(OrtApi api, LstmModel model, string name, int threads)
    {
        (_api, Name) = (api, name);
        _session = api.CreateSession(model.ToBytes(), threads);
        _inputNames = [.. model.Inputs.Select(i => new Utf8(i.Name))];
        _outputNames = [.. model.Outputs.Select(o => new Utf8(o.Name))];
        _inputs = [.. model.Inputs.Select(i => Tensor(i.Name, i.Shape))];
        _outputs = [.. model.Outputs.Select(o => Tensor(o.Name, o.Shape))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double Run(int count)
    {
        nint* inputNames = stackalloc nint[_inputs.Length];
        nint* outputNames = stackalloc nint[_outputs.Length];
        for (int index = 0; index < _inputs.Length; index++)
        {
            inputNames[index] = _inputNames[index].Address;
        }

        for (int index = 0; index < _outputs.Length; index++)
        {
            outputNames[index] = _outputNames[index].Address;
        }

        fixed (nint* inputs = _inputs, outputs = _outputs)
        {
            long start = Stopwatch.GetTimestamp();
            for (int run = 0; run < count; run++)
            {
                _api.Run(_session, inputNames, inputs, _inputs.Length, outputNames, _outputs.Length, outputs);
            }

            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    public void Dispose()
    {
        foreach (nint tensor in _inputs.Concat(_outputs))
        {
            _api.ReleaseTensor(tensor);
        }

        _api.ReleaseSession(_session);
        _buffers.ForEach(b => b.Dispose());
        foreach (Utf8 name in _inputNames.Concat(_outputNames))
        {
            name.Dispose();
        }
    }

    nint Tensor(string name, long[] shape)
    {
        AlignedBuffer buffer = new();
        _buffers.Add(buffer);
        buffer.EnsureLength(shape.Aggregate((a, b) => a * b));
        new Philox(1, name).FillUniform(buffer.Span, -1, 1);
        return _api.CreateTensor(buffer.Pointer, shape);
    }
}
