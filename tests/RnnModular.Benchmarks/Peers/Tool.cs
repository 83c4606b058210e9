using System.ComponentModel;
using System.Diagnostics;

namespace RnnModular.Benchmarks.Peers;

/// <summary>Programs that install and build peers.</summary>
static class Tool
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed on standard output.</returns>
    /// <exception cref="PeerUnavailableException">It is not there, takes too long or fails.</exception>
    public static string Run(string folder, string program, params IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill(entireProcessTree: true);
                throw new PeerUnavailableException($"'{program}' took longer than {s_patience.TotalMinutes:0} minutes");
            }

            return process.ExitCode == 0 ? output.Result : throw new PeerUnavailableException($"'{program} {arguments[0]}' failed: {LastLine(error.Result)}");
        }
        catch (Win32Exception missing)
        {
            throw new PeerUnavailableException($"'{program}' is not installed", missing);
        }
    }

    static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no reason given";
}
