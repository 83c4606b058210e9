using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Peers.OnnxRuntime;

/// <summary>
/// ONNX Runtime as its npm package carries it, called through its C interface: a call through JavaScript alone costs
/// 11 µs, more than a step of a small cell.
/// </summary>
sealed class OnnxRuntimePeer : IPeer
{
    const string Library = "libonnxruntime.so.1";

    OrtApi? _api;

    /// <inheritdoc/>
    public string Name => "onnxruntime";

    /// <inheritdoc/>
    public string Start(string folder)
    {
        string library = Find(folder) ?? Install(folder);
        _api = new OrtApi(library);
        return $"ONNX Runtime {_api.VersionText}";
    }

    /// <inheritdoc/>
    public bool Serves(BenchmarkMode mode) => mode is BenchmarkMode.Infer or BenchmarkMode.Step;

    /// <inheritdoc/>
    public IReadOnlyList<IWorkload> Open(BenchmarkMode mode, BenchmarkShape shape, int threads) =>
        [new OrtWorkload(_api!, new LstmModel(shape, mode == BenchmarkMode.Step), $"{Name} {mode.Name} {shape}", threads)];

    public void Dispose()
    {
        // The library stays loaded until the process ends: it does not like to be unloaded.
    }

    static string Install(string folder)
    {
        Tool.Run(folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, "onnxruntime-node");
        return Find(folder) ?? throw new PeerUnavailableException("the npm package onnxruntime-node has no library for this system");
    }

    static string? Find(string folder)
    {
        string architecture = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string package = Path.Combine(folder, "node_modules", "onnxruntime-node", "bin");
        return !Directory.Exists(package)
            ? null
            : Directory.EnumerateFiles(package, Library, SearchOption.AllDirectories).FirstOrDefault(f => f.Contains($"{Path.DirectorySeparatorChar}{architecture}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }
}
