using System.Runtime.CompilerServices;
using VerifyTests;
using VerifyXunit;

namespace RnnModular.Snapshots;

/// <summary>The same assertion by Verify itself, over the same files.</summary>
static class Snapshot
{
    /// <summary>Fails unless <paramref name="text"/> is the committed one.</summary>
    public static void Match(
        string text,
        string? hint = null,
        string extension = "txt",
        string? parameters = null,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string test = "")
    {
        VerifySettings settings = new();
        settings.UseDirectory("_snapshots");
        settings.UseTypeName(Path.GetFileNameWithoutExtension(sourceFile));
        settings.UseMethodName(parameters is null ? test : $"{test}_{parameters}");
        Verifier.Verify(new Target(extension, text, hint), settings, sourceFile).GetAwaiter().GetResult();
    }
}
