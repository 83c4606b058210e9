namespace RnnModular.Hosting.Tests.Manifests;

public sealed class ManifestValidatorTests
{
    [Theory]
    [InlineData("rnn cells")]
    [InlineData("Rnn.Cells")]
    [InlineData(".gru")]
    [InlineData("gru-")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public void Id_has_the_form_of_an_id(string id) => Expect("rnn.cells.gru", id, "its \"id\" '");

    [Theory]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3+")]
    [InlineData("1.2.99999999999")]
    [InlineData("-1.2.3")]
    [InlineData("１.2.3")]
    [InlineData("v1.2.3")]
    public void Version_is_semantic(string version) => Expect("1.2.3-beta.1+7", version, "its \"version\" '");

    [Theory]
    [InlineData("plugin")]
    [InlineData("Architecture")]
    [InlineData("")]
    public void Kind_is_one_of_four(string kind) => Expect("\"kind\": \"architecture\"", $"\"kind\": \"{kind}\"", $"its \"kind\" '{kind}' is none of architecture, task, format, reporter");

    [Theory]
    [InlineData("../../x.dll")]
    [InlineData("..\\\\x.dll")]
    [InlineData("/etc/x.dll")]
    [InlineData("C:x.dll")]
    [InlineData("C:\\\\x.dll")]
    [InlineData("sub/x.dll")]
    [InlineData("..dll")]
    [InlineData(".dll")]
    [InlineData("x.exe")]
    [InlineData("x.dll\\u0000")]
    [InlineData("x\\u0000.dll")]
    [InlineData("http://x/y.dll")]
    [InlineData("")]
    public void Entry_assembly_is_a_plain_file_name(string file) => Expect("Gru.dll", file, "its \"entryAssembly\" '");

    [Theory]
    [InlineData("banana")]
    [InlineData("1.0.0")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData("99999999999")]
    public void Api_is_one_or_two_numbers(string min) => Expect("\"min\": \"1.0\"", $"\"min\": \"{min}\"", "its \"api.min\" '");

    [Fact]
    public void Api_range_is_not_upside_down() => Expect("\"min\": \"1.0\"", "\"min\": \"2.0\"", "its \"api.min\" 2.0 is above its \"api.max\" 1");

    [Theory]
    [InlineData("gru")]
    [InlineData("cell:")]
    [InlineData("cell:GRU")]
    [InlineData("dish:gru")]
    [InlineData("cell:gru:x")]
    public void Provision_is_a_kind_and_an_id(string provision) => Expect("cell:gru", provision, $"its \"provides\" entry '{provision}'");

    [Fact]
    public void Provision_is_named_once() => Expect("format:midi", "cell:gru", "its \"provides\" names 'cell:gru' twice");

    [Fact]
    public void Dependency_is_named_once() => Expect("{ \"id\": \"b\" }", "{ \"id\": \"rnn.data.midi\" }", "its \"dependencies\" name 'rnn.data.midi' twice");

    [Theory]
    [InlineData("latest")]
    [InlineData(">=")]
    [InlineData("=>1.0")]
    [InlineData(">=1.0,<2.0")]
    public void Wanted_version_of_a_dependency_can_be_read(string range) => Expect(">=1.0 <2", range, $"its \"dependencies\" want 'rnn.data.midi' in version '{range}'");

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("example.org")]
    public void Homepage_is_an_address_of_the_web(string homepage) => Expect("\"homepage\": \"https://example.org\"", $"\"homepage\": \"{homepage}\"", "its \"homepage\" '");

    [Theory]
    [InlineData("\\u001b[2J")]
    [InlineData("a\\nb")]
    [InlineData("\\u202Egpj")]
    [InlineData("\\u0085")]
    public void Texts_hold_no_control_characters(string text) => Expect("Läuft", text, "its \"description\" holds control characters");

    [Fact]
    public void Hostile_value_is_shown_in_a_form_a_terminal_can_bear()
    {
        string problem = Assert.Single(ManifestReaderTests.Problems("rnn.cells.gru", "\\u001b[31m\\u202E" + new string('x', 5000)));

        Assert.DoesNotContain(problem, c => char.IsControl(c) || c == '\u202E');
        Assert.True(problem.Length < 400);
    }

    [Fact]
    public void All_problems_are_named_at_once() =>
        Assert.Equal(2, ManifestReaderTests.Problems("\"kind\": \"architecture\",\n  \"entryAssembly\": \"Gru.dll\"", "\"kind\": \"x\", \"entryAssembly\": \"y\"").Count);

    static void Expect(string part, string replacement, string problem) =>
        Assert.StartsWith(problem, Assert.Single(ManifestReaderTests.Problems(part, replacement)), StringComparison.Ordinal);
}
