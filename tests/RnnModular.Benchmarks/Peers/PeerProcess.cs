using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Benchmarks.Peers;

/// <summary>
/// A peer in a process of its own that takes commands by lines: <c>open id mode B T I H [lengths]</c>, <c>run id count</c>,
/// <c>close id</c>. It answers each with one line, <c>ok …</c> or <c>error why</c>, and measures its own time, so that the
/// pipe does not count.
/// </summary>
sealed class PeerProcess : IDisposable
{
    readonly Process _process;
    int _opened;

    /// <summary>Starts the process and waits for its first line.</summary>
    /// <exception cref="PeerUnavailableException">It does not start.</exception>
    public PeerProcess(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new PeerUnavailableException($"'{program}' is not installed", missing);
        }

        _process.ErrorDataReceived += (_, line) => LastError = line.Data ?? LastError;
        _process.BeginErrorReadLine();
        Version = Answer();
    }

    /// <summary>What the process said of itself when it was ready.</summary>
    public string Version { get; }

    string LastError { get; set; } = "it ended without a word";

    /// <summary>Makes something ready in the process; lengths only where sequences differ in them.</summary>
    public IWorkload Open(string mode, BenchmarkShape shape, IReadOnlyList<int>? lengths = null)
    {
        int id = _opened++;
        Ask($"open {id} {mode} {shape.ToString().Replace(',', ' ')} {string.Join(' ', lengths ?? [])}");
        return new Workload(this, id, $"{mode} {shape}");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(2)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    string Ask(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException gone)
        {
            throw new PeerUnavailableException(LastError, gone);
        }

        return Answer();
    }

    string Answer()
    {
        string? answer = _process.StandardOutput.ReadLine();
        if (answer is null)
        {
            // Lets the last words on standard error arrive.
            _process.WaitForExit();
            throw new PeerUnavailableException(LastError);
        }

        return answer.StartsWith("ok", StringComparison.Ordinal) ? answer[2..].Trim() : throw new PeerUnavailableException(answer);
    }

    sealed class Workload(PeerProcess process, int id, string name) : IWorkload
    {
        public string Name => $"{process._process.ProcessName} {name}";

        public double Run(int count) => double.Parse(process.Ask($"run {id} {count}"), CultureInfo.InvariantCulture);

        public void Dispose()
        {
            try
            {
                process.Ask($"close {id}");
            }
            catch (PeerUnavailableException)
            {
                // The process is gone, and its memory with it.
            }
        }
    }
}
