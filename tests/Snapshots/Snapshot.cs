using System.Runtime.CompilerServices;
using System.Text;

namespace RnnModular.Snapshots;

/// <summary>
/// Compares a text with the one committed beside the test, by the file conventions of Verify: <c>_snapshots/</c> holds
/// <c>Class.Test.verified.txt</c>, or <c>Class.Test#hint.verified.cs</c> for one of several texts of a test. On a
/// mismatch the text at hand is written to <c>.received.</c> and the test fails with the difference; to accept it, rename
/// the file, or run the tests once with <c>RNN_ACCEPT_SNAPSHOTS=1</c>.
/// </summary>
static class Snapshot
{
    const string AcceptVariable = "RNN_ACCEPT_SNAPSHOTS";

    /// <summary>Fails unless <paramref name="text"/> is the committed one; line ends do not count.</summary>
    /// <param name="text">The text at hand.</param>
    /// <param name="hint">Which of several texts of this test, for instance <c>GruCell.Avx512.g</c>.</param>
    /// <param name="extension">Extension of the snapshot file.</param>
    /// <param name="parameters">What tells the cases of a theory apart, for instance <c>gru</c>.</param>
    /// <param name="sourceFile">The test's file, named like its class.</param>
    /// <param name="test">The test's name.</param>
    public static void Match(
        string text,
        string? hint = null,
        string extension = "txt",
        string? parameters = null,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string test = "") =>
        Match(text, new SnapshotFile(sourceFile, test, parameters, hint, extension), Environment.GetEnvironmentVariable(AcceptVariable) == "1");

    internal static void Match(string text, SnapshotFile file, bool accept)
    {
        string received = text.ReplaceLineEndings("\n");
        string? verified = File.Exists(file.Verified) ? File.ReadAllText(file.Verified).ReplaceLineEndings("\n") : null;
        if (received == verified)
        {
            File.Delete(file.Received);
            return;
        }

        Directory.CreateDirectory(file.Folder);
        if (accept)
        {
            Write(file.Verified, received);
            File.Delete(file.Received);
            return;
        }

        Write(file.Received, received);
        throw new SnapshotException(verified is null
            ? $"There is no snapshot '{file.Verified}' yet; the text is in '{file.Received}'. Read it, then rename it."
            : $"The text differs from '{file.Verified}' (- expected, + received):\n{SnapshotDifference.Show(verified, received)}");
    }

    static void Write(string path, string text)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(temporary, path, overwrite: true);
    }
}

/// <summary>A text is not the committed one.</summary>
sealed class SnapshotException(string message) : Exception(message);
