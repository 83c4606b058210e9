using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Peers;

/// <summary>What a user might take instead of this product.</summary>
interface IPeer : IDisposable
{
    /// <summary>Its name in the table.</summary>
    string Name { get; }

    /// <summary>Installs and starts it.</summary>
    /// <param name="folder">A folder to put things in; kept between runs.</param>
    /// <returns>Its version.</returns>
    /// <exception cref="PeerUnavailableException">It cannot be had here.</exception>
    string Start(string folder);

    /// <summary>True when it can do this at all.</summary>
    bool Serves(BenchmarkMode mode);

    /// <summary>Makes an LSTM of this shape ready. Where there are several ways to run it, the fastest counts.</summary>
    /// <exception cref="PeerUnavailableException">It failed.</exception>
    IReadOnlyList<IWorkload> Open(BenchmarkMode mode, BenchmarkShape shape, int threads);
}

/// <summary>A peer cannot be had here; the message says why.</summary>
sealed class PeerUnavailableException(string why, Exception? inner = null) : Exception(why, inner);
