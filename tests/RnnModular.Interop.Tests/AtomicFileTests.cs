namespace RnnModular.Interop.Tests;

public sealed class AtomicFileTests : IDisposable
{
    const int NoSpaceLeft = 28;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_written_file_replaces_the_old_one_and_leaves_nothing_beside_it()
    {
        AtomicFile.WriteText(_folder["a.txt"], FailureKind.Config, "old");
        AtomicFile.WriteText(_folder["a.txt"], FailureKind.Config, "new");

        Assert.Equal("new", File.ReadAllText(_folder["a.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_made()
    {
        AtomicFile.WriteText(_folder["deep/er/a.txt"], FailureKind.Config, "x");

        Assert.Equal("x", File.ReadAllText(_folder["deep/er/a.txt"]));
    }

    [Fact]
    public void A_full_disk_gives_a_sentence_and_leaves_the_old_file_intact()
    {
        AtomicFile.WriteText(_folder["a.txt"], FailureKind.Config, "old");

        RnnException error = Assert.Throws<RnnException>(() => AtomicFile.Write(_folder["a.txt"], FailureKind.Checkpoint, stream =>
        {
            stream.Write("half of the ne"u8);
            throw new IOException("No space left on device", NoSpaceLeft);
        }));

        Assert.Equal(FailureKind.Checkpoint, error.Kind);
        Assert.Contains("disk is full", error.Message);
        Assert.Contains("a.txt", error.Message);
        Assert.Equal("old", File.ReadAllText(_folder["a.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_that_is_a_file_gives_a_sentence()
    {
        File.WriteAllText(_folder["file"], "");

        RnnException error = Assert.Throws<RnnException>(() => AtomicFile.WriteText(_folder["file/a.txt"], FailureKind.Config, "x"));

        Assert.Equal(FailureKind.Config, error.Kind);
        Assert.Contains("could not be written", error.Message);
    }
}
