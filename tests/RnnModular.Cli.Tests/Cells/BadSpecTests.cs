namespace RnnModular.Cli.Tests.Cells;

/// <summary>Whatever a file holds, every verb that reads it ends with a sentence and a code.</summary>
public sealed class BadSpecTests : IDisposable
{
    readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    public static TheoryData<string> Verbs() => ["cell check bad.cell", "cell show bad.cell", "cell build bad.cell -o out", "train counting --cell bad.cell"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_missing_file_ends_with_code_5(string verb)
    {
        Assert.Equal(5, _rig.Run(verb));
        Assert.Contains("bad.cell", _rig.Error);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void An_empty_file_ends_with_code_4_and_its_diagnostic(string verb) => Fails(verb, [], "RNN0006");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_binary_file_ends_with_code_4_and_puts_no_control_character_on_the_terminal(string verb)
    {
        byte[] bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        Fails(verb, bytes, "RNN0002");

        Assert.DoesNotContain(_rig.Error, c => char.IsControl(c) && c is not ('\n' or '\r'));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_megabyte_ends_with_code_4_and_a_short_message(string verb)
    {
        Fails(verb, [.. Enumerable.Repeat((byte)'h', 1 << 20)], "RNN0017");

        Assert.InRange(_rig.Error.Length, 1, 1000);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void More_than_a_megabyte_is_not_read(string verb)
    {
        File.WriteAllBytes(_rig["bad.cell"], new byte[(1 << 20) + 1]);

        Assert.Equal(5, _rig.Run(verb));
        Assert.Contains("larger than 1 MiB", _rig.Error);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_mistake_is_marked_and_its_page_named(string verb)
    {
        Fails(verb, "h' = tanh(W x + U h"u8.ToArray(), "bad.cell(1,10): error RNN0003: ");

        Assert.Contains("  h' = tanh(W x + U h\n" + new string(' ', 11) + "^", _rig.Error.ReplaceLineEndings("\n"));
        Assert.Contains("rnn cell explain RNN0003", _rig.Error);
    }

    [Theory]
    [InlineData("1.cell")]
    [InlineData("-.cell")]
    public void A_file_name_without_a_letter_in_front_is_refused(string file)
    {
        File.WriteAllText(_rig[file], Specs.Leaky);

        Assert.Equal(4, _rig.Run($"cell check ./{file}"));
        Assert.Contains("does not start with a letter", _rig.Error);
    }

    void Fails(string verb, byte[] content, string expected)
    {
        File.WriteAllBytes(_rig["bad.cell"], content);

        Assert.Equal(4, _rig.Run(verb));

        Assert.Contains(expected, _rig.Error);
        Assert.Empty(_rig.Output);
        Assert.False(Directory.Exists(_rig["runs"]) || Directory.Exists(_rig["out"]));
    }
}
