using System.Globalization;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Peers.OneDnn;

/// <summary>oneDNN's LSTM primitives behind a small harness in C++, compiled here for this machine.</summary>
sealed class OneDnnPeer : IPeer
{
    readonly Dictionary<int, PeerProcess> _processes = [];
    string _harness = "";

    /// <inheritdoc/>
    public string Name => "onednn";

    /// <inheritdoc/>
    public string Start(string folder)
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Peers", "OneDnn", "onednn_peer.cpp");
        _harness = Path.Combine(folder, "onednn_peer");

        // The library may be there without its headers, as a dependency of another package.
        string headers = File.Exists("/usr/include/dnnl.hpp") ? "/usr/include" : Path.Combine(DebianPackage.Unpack(folder, "libdnnl-dev"), "usr", "include");
        string library = SystemLibrary.Find("libdnnl.so.2") ?? SystemLibrary.Find("libdnnl.so.2", DebianPackage.Unpack(folder, "libdnnl2"))
            ?? throw new PeerUnavailableException("the package libdnnl2 has no library for this system");
        Tool.Run(folder, "g++", "-O3", "-march=native", "-fopenmp", "-std=c++17", "-I", headers, source, library, "-o", _harness);
        return ProcessOf(1).Version;
    }

    /// <inheritdoc/>
    public bool Serves(BenchmarkMode mode) => mode is BenchmarkMode.Infer or BenchmarkMode.Train or BenchmarkMode.Step;

    /// <inheritdoc/>
    public IReadOnlyList<IWorkload> Open(BenchmarkMode mode, BenchmarkShape shape, int threads) => [ProcessOf(threads).Open(mode.Name, shape)];

    public void Dispose()
    {
        foreach (PeerProcess process in _processes.Values)
        {
            process.Dispose();
        }
    }

    PeerProcess ProcessOf(int threads)
    {
        if (!_processes.TryGetValue(threads, out PeerProcess? process))
        {
            Dictionary<string, string> environment = new() { ["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture) };
            process = _processes[threads] = new PeerProcess(_harness, [], environment);
        }

        return process;
    }
}
