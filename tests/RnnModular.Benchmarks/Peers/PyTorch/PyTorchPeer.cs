using System.Globalization;
using System.Runtime.Intrinsics.X86;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Peers.PyTorch;

/// <summary>
/// Debian's PyTorch. Without these settings it loses a factor of two to its own contention, which would be no comparison:
/// sleeping instead of spinning OpenMP threads, freed memory kept, the kernels of the machine's own instruction set, and
/// the better of one thread and all. Where the system's BLAS is the reference one, which is ten times slower still,
/// OpenBLAS is put in its place for this process.
/// </summary>
/// <param name="byHand">True for a cell written in PyTorch and looped, false for <c>nn.LSTM</c>.</param>
/// <param name="installs">True to install Debian's package where it is missing, which needs the rights to.</param>
sealed class PyTorchPeer(bool byHand, bool installs) : IPeer
{
    const string Python = "/usr/bin/python3";

    readonly Dictionary<int, PeerProcess> _processes = [];
    string? _openBlas;

    /// <inheritdoc/>
    public string Name => byHand ? "pytorch-loop" : "pytorch";

    /// <inheritdoc/>
    public string Start(string folder)
    {
        if (installs)
        {
            Tool.Run(folder, "apt-get", "install", "--yes", "--no-install-recommends", "python3-torch");
        }

        string note = "";
        try
        {
            string library = SystemLibrary.Find("libblas.so.3", "/usr/lib", "openblas-pthread")
                ?? SystemLibrary.Find("libblas.so.3", DebianPackage.Unpack(folder, "libopenblas0-pthread"), "openblas-pthread")
                ?? throw new PeerUnavailableException("the package libopenblas0-pthread has no library for this system");
            _openBlas = Path.GetDirectoryName(library);
        }
        catch (PeerUnavailableException error)
        {
            note = $", with the system's BLAS because OpenBLAS cannot be had ({error.Message})";
        }

        return ProcessOf(1).Version + note;
    }

    /// <inheritdoc/>
    public bool Serves(BenchmarkMode mode) => mode is BenchmarkMode.Infer or BenchmarkMode.Train or BenchmarkMode.Step;

    /// <inheritdoc/>
    public IReadOnlyList<IWorkload> Open(BenchmarkMode mode, BenchmarkShape shape, int threads) =>
        [.. new[] { 1, threads }.Distinct().Select(t => ProcessOf(t).Open(mode.Name, shape))];

    /// <summary>Makes an LSTM ready for sequences of these lengths, in falling order.</summary>
    /// <param name="packed">True for packed sequences, false for a batch padded to the longest.</param>
    /// <param name="trains">True for forward and backward.</param>
    /// <param name="shape">Sizes, its time the longest length.</param>
    /// <param name="lengths">Steps of each sequence.</param>
    /// <param name="threads">Threads allowed.</param>
    /// <exception cref="PeerUnavailableException">It failed.</exception>
    public IWorkload OpenRagged(bool packed, bool trains, BenchmarkShape shape, IReadOnlyList<int> lengths, int threads) =>
        ProcessOf(threads).Open((packed ? "packed" : "padded") + (trains ? "Train" : "Infer"), shape, lengths);

    public void Dispose()
    {
        foreach (PeerProcess process in _processes.Values)
        {
            process.Dispose();
        }
    }

    // OpenBLAS learns its number of threads when it is loaded, so each number has a process.
    PeerProcess ProcessOf(int threads)
    {
        if (!_processes.TryGetValue(threads, out PeerProcess? process))
        {
            string count = threads.ToString(CultureInfo.InvariantCulture);
            Dictionary<string, string> environment = new()
            {
                ["OMP_NUM_THREADS"] = count,
                ["OPENBLAS_NUM_THREADS"] = count,
                ["OMP_WAIT_POLICY"] = "PASSIVE",
                ["MALLOC_MMAP_THRESHOLD_"] = "33554432",
                ["MALLOC_TRIM_THRESHOLD_"] = "1073741824",
            };
            if (_openBlas is not null)
            {
                environment["LD_LIBRARY_PATH"] = _openBlas;
            }

            if (Avx512F.IsSupported)
            {
                environment["OPENBLAS_CORETYPE"] = "SkylakeX";
            }

            string script = Path.Combine(AppContext.BaseDirectory, "Peers", "PyTorch", "torch_peer.py");
            process = _processes[threads] = new PeerProcess(Python, [script, byHand ? "loop" : "module", count], environment);
        }

        return process;
    }
}
