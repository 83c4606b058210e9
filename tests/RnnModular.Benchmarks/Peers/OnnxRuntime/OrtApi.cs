using System.Runtime.InteropServices;

namespace RnnModular.Benchmarks.Peers.OnnxRuntime;

/// <summary>
/// The C interface of ONNX Runtime: a table of functions that only ever grows, so a function's place in it is its name.
/// Places are those of <c>OrtApi</c> in onnxruntime_c_api.h.
/// </summary>
sealed unsafe class OrtApi
{
    const uint Version = 14;
    const int Errors = 3;
    const int FloatTensor = 1;

    readonly nint* _functions;
    readonly nint _environment;
    readonly nint _memory;

    /// <summary>Loads the library.</summary>
    /// <exception cref="PeerUnavailableException">It cannot be loaded, or is older than this interface.</exception>
    public OrtApi(string library)
    {
        if (!NativeLibrary.TryLoad(library, out nint handle) || !NativeLibrary.TryGetExport(handle, "OrtGetApiBase", out nint entry))
        {
            throw new PeerUnavailableException($"'{library}' cannot be loaded");
        }

        nint* root = ((delegate* unmanaged<nint*>)entry)();
        VersionText = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)root[1])()) ?? "unknown";
        _functions = ((delegate* unmanaged<uint, nint*>)root[0])(Version);
        if (_functions is null)
        {
            throw new PeerUnavailableException($"version {VersionText} does not have the C interface {Version}");
        }

        using Utf8 name = new("rnn");
        nint created;
        Check(((delegate* unmanaged<int, nint, nint*, nint>)_functions[3])(Errors, name.Address, &created));
        _environment = created;
        Check(((delegate* unmanaged<int, int, nint*, nint>)_functions[69])(0, 0, &created));
        _memory = created;
    }

    /// <summary>The library's version.</summary>
    public string VersionText { get; }

    /// <summary>Makes a model ready to run.</summary>
    public nint CreateSession(byte[] model, int threads)
    {
        const int AllOptimizations = 99;
        nint options, session;
        Check(((delegate* unmanaged<nint*, nint>)_functions[10])(&options));
        Check(((delegate* unmanaged<nint, int, nint>)_functions[23])(options, AllOptimizations));
        Check(((delegate* unmanaged<nint, int, nint>)_functions[24])(options, threads));
        Check(((delegate* unmanaged<nint, int, nint>)_functions[25])(options, 1));
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)_functions[8])(_environment, bytes, (nuint)model.Length, options, &session));
        }

        ((delegate* unmanaged<nint, void>)_functions[100])(options);
        return session;
    }

    /// <summary>A tensor over memory of the caller's.</summary>
    public nint CreateTensor(float* data, long[] shape)
    {
        nint value;
        long values = shape.Aggregate((a, b) => a * b);
        fixed (long* dimensions = shape)
        {
            Check(((delegate* unmanaged<nint, float*, nuint, long*, nuint, int, nint*, nint>)_functions[49])(
                _memory, data, (nuint)values * sizeof(float), dimensions, (nuint)shape.Length, FloatTensor, &value));
        }

        return value;
    }

    /// <summary>Runs a session; all tensors are there beforehand.</summary>
    public void Run(nint session, nint* inputNames, nint* inputs, int inputCount, nint* outputNames, int outputCount, nint* outputs) =>
        Check(((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)_functions[9])(
            session, 0, inputNames, inputs, (nuint)inputCount, outputNames, (nuint)outputCount, outputs));

    /// <summary>Frees a tensor.</summary>
    public void ReleaseTensor(nint tensor) => ((delegate* unmanaged<nint, void>)_functions[96])(tensor);

    /// <summary>Frees a session.</summary>
    public void ReleaseSession(nint session) => ((delegate* unmanaged<nint, void>)_functions[95])(session);

    void Check(nint status)
    {
        if (status != 0)
        {
            string message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)_functions[2])(status)) ?? "no reason given";
            ((delegate* unmanaged<nint, void>)_functions[93])(status);
            throw new PeerUnavailableException(message);
        }
    }
}

/// <summary>A text in memory of C's.</summary>
sealed class Utf8(string text) : IDisposable
{
    /// <summary>Where it is, ended by a zero.</summary>
    public nint Address { get; } = Marshal.StringToCoTaskMemUTF8(text);

    public void Dispose() => Marshal.FreeCoTaskMem(Address);
}
