using RnnModular.Snapshots;

namespace RnnModular.Generators.Tests.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("rnn-snapshots-").FullName;
    readonly SnapshotFile _file;

    public SnapshotTests() => _file = new SnapshotFile(Path.Combine(_root, "GruTests.cs"), "Emits", null, "Gru.g", "cs");

    [Fact]
    public void Names_follow_the_conventions_of_Verify()
    {
        Assert.Equal(Path.Combine(_root, "_snapshots", "GruTests.Emits#Gru.g.verified.cs"), _file.Verified);
        Assert.Equal(Path.Combine(_root, "_snapshots", "GruTests.Emits#Gru.g.received.cs"), _file.Received);
        Assert.Equal("GruTests.Emits_gru.verified.txt", Path.GetFileName((_file with { Parameters = "gru", Hint = null, Extension = "txt" }).Verified));
    }

    [Fact]
    public void Text_without_a_snapshot_fails_and_is_received()
    {
        SnapshotException failure = Assert.Throws<SnapshotException>(() => Match("new"));

        Assert.Contains("no snapshot", failure.Message, StringComparison.Ordinal);
        Assert.Equal("new", File.ReadAllText(_file.Received));
        Assert.False(File.Exists(_file.Verified));
    }

    [Fact]
    public void Other_text_fails_with_the_difference_and_is_received()
    {
        Verify("one\ntwo\nthree\n");

        SnapshotException failure = Assert.Throws<SnapshotException>(() => Match("one\n2\nthree\n"));

        Assert.Contains("  one\n- two\n+ 2\n  three\n", failure.Message, StringComparison.Ordinal);
        Assert.Equal("one\n2\nthree\n", File.ReadAllText(_file.Received));
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(_file.Verified));
    }

    [Fact]
    public void Long_unchanged_parts_are_left_out_of_the_difference()
    {
        string text = string.Concat(Enumerable.Range(0, 50).Select(line => $"line {line}\n"));
        Verify(text);

        SnapshotException failure = Assert.Throws<SnapshotException>(() => Match(text.Replace("line 30\n", "", StringComparison.Ordinal)));

        Assert.Contains("  …\n  line 27\n", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 26", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_text_passes_whatever_its_line_ends_and_clears_what_was_received()
    {
        Verify("one\r\ntwo");
        Assert.Throws<SnapshotException>(() => Match("three"));

        Match("one\ntwo");

        Assert.False(File.Exists(_file.Received));
    }

    [Fact]
    public void Text_is_accepted_only_on_demand()
    {
        Assert.Throws<SnapshotException>(() => Match("new"));

        Snapshot.Match("new", _file, accept: true);

        Assert.Equal("new"u8.ToArray(), File.ReadAllBytes(_file.Verified));
        Assert.False(File.Exists(_file.Received));
        Match("new");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    void Match(string text) => Snapshot.Match(text, _file, accept: false);

    void Verify(string text)
    {
        Directory.CreateDirectory(_file.Folder);
        File.WriteAllText(_file.Verified, text);
    }
}
