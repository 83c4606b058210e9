using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Peers.RtNeural;

/// <summary>RTNeural's layers of fixed size with one of its back ends, compiled here for this machine from a checkout that the caller has.</summary>
/// <param name="checkout">The folder of a checkout of jatinchowdhury18/RTNeural with its submodule xsimd.</param>
/// <param name="backend">XSIMD or EIGEN.</param>
/// <param name="flags">The compiler's instruction set.</param>
/// <param name="alignment">RTNeural's alignment for it, in bytes.</param>
sealed class RtNeuralPeer(string checkout, string backend, string[] flags, int alignment) : IDisposable
{
    PeerProcess? _process;

    /// <summary>The back ends that are worth a try: each is the fastest somewhere.</summary>
    public static IReadOnlyList<RtNeuralPeer> All(string checkout) =>
    [
        new(checkout, "XSIMD", ["-mavx2", "-mfma"], 32),
        new(checkout, "XSIMD", ["-march=native"], 64),
        new(checkout, "EIGEN", ["-mavx2", "-mfma"], 32),
    ];

    /// <summary>What it is, for people.</summary>
    public string Name => $"{backend.ToLowerInvariant()} {flags[0]}";

    /// <summary>Compiles and starts it.</summary>
    /// <exception cref="PeerUnavailableException">No compiler, or not a checkout.</exception>
    public void Start()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "rnn-peers")).FullName;
        string source = Path.Combine(AppContext.BaseDirectory, "Peers", "RtNeural", "rtneural_peer.cpp");
        string harness = Path.Combine(folder, $"rtneural_{backend}{flags[0]}");
        string[] includes = [.. new[] { "RTNeural", ".", "modules/Eigen", "modules/json", "modules/xsimd/include" }.SelectMany(p => new[] { "-I", Path.Combine(checkout, p) })];
        Tool.Run(folder, "g++", ["-O3", "-w", "-std=c++17", "-DNDEBUG", .. flags, $"-DRTNEURAL_USE_{backend}=1", $"-DRTNEURAL_DEFAULT_ALIGNMENT={alignment}", "-DEIGEN_STACK_ALLOCATION_LIMIT=0", $"-DBACKEND=\"{Name}\"", .. includes, source, "-o", harness]);
        _process = new PeerProcess(harness, [], new Dictionary<string, string>());
    }

    /// <summary>A layer ready to step.</summary>
    public IWorkload Open(string cell, BenchmarkShape shape) => _process!.Open(cell, shape);

    public void Dispose() => _process?.Dispose();
}
