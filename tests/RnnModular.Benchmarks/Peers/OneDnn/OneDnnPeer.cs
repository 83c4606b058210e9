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
        string headers = File.Exists("/usr/include/dnnl.hpp") ? "/usr/include" : DownloadHeaders(folder);
        string library = Directory.Exists("/usr/lib") ? Directory.EnumerateFiles("/usr/lib", "libdnnl.so.2*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).FirstOrDefault() ?? "" : "";
        if (library.Length == 0)
        {
            throw new PeerUnavailableException("libdnnl is not installed (Debian: apt-get install libdnnl-dev)");
        }

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

    // The library may be there without its headers, as a dependency of another package.
    static string DownloadHeaders(string folder)
    {
        string headers = Path.Combine(folder, "dnnl", "usr", "include");
        if (!Directory.Exists(headers))
        {
            Tool.Run(folder, "apt-get", "download", "libdnnl-dev");
            string package = Directory.EnumerateFiles(folder, "libdnnl-dev*.deb").First();
            Tool.Run(folder, "dpkg", "-x", package, Path.Combine(folder, "dnnl"));
        }

        return headers;
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
