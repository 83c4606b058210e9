using System.Text;
using RnnModular.Hosting.Manifests;

namespace RnnModular.Hosting.Tests.Manifests;

public sealed class ManifestReaderTests
{
    const string Full = """
        {
          "$schema": "https://example.org/plugin.schema.json",
          "id": "rnn.cells.gru", "name": "Gated recurrent unit", "version": "1.2.3-beta.1+7", "kind": "architecture",
          "entryAssembly": "Gru.dll", "api": { "min": "1.0", "max": "1" }, "provides": ["cell:gru", "format:midi"],
          "dependencies": [ { "id": "rnn.data.midi", "version": ">=1.0 <2", "optional": true }, { "id": "b" } ],
          "incompatible": ["rnn.cells.old"], "description": "Läuft 🐢", "authors": ["A", "B"], "license": "MIT", "homepage": "https://example.org"
        }
        """;

    [Fact]
    public void Every_field_is_read()
    {
        ManifestReading reading = Read(Full);

        Assert.Empty(reading.Problems);
        PluginManifest manifest = reading.Manifest!;
        Assert.Equal(("rnn.cells.gru", "Gated recurrent unit", "1.2.3-beta.1+7", "architecture"), (manifest.Id, manifest.Name, manifest.Version, manifest.Kind));
        Assert.Equal(("Gru.dll", new ApiRange("1.0", "1")), (manifest.EntryAssembly, manifest.Api));
        Assert.Equal(["cell:gru", "format:midi"], manifest.Provides);
        Assert.Equal([new("rnn.data.midi", ">=1.0 <2", true), new("b", "", false)], manifest.Dependencies);
        Assert.Equal(["rnn.cells.old"], manifest.Incompatible);
        Assert.Equal(["A", "B"], manifest.Authors);
        Assert.Equal(("Läuft 🐢", "MIT", "https://example.org"), (manifest.Description, manifest.License, manifest.Homepage));
    }

    [Fact]
    public void Byte_order_mark_is_passed_over() => Assert.Empty(Read('\uFEFF' + Full).Problems);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("{ \"id\": \"a\", }")]
    [InlineData("{ /* note */ }")]
    [InlineData("{} {}")]
    public void Text_that_is_not_json_is_said_to_be_so(string text) =>
        Assert.StartsWith("its plugin.json is not JSON (line 1, byte ", Assert.Single(Read(text).Problems), StringComparison.Ordinal);

    [Fact]
    public void Utf16_is_not_json() =>
        Assert.Contains("is not JSON", Assert.Single(ManifestReader.Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Full)).ToArray()).Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("1e999")]
    public void Json_that_is_no_object_is_said_to_be_so(string text) => Assert.Contains("its plugin.json is not a JSON object", Read(text).Problems);

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Contains("is not JSON", Assert.Single(Read(string.Concat(Enumerable.Repeat("{\"a\":[", 10_000))).Problems), StringComparison.Ordinal);

    [Fact]
    public void Huge_file_is_refused() =>
        Assert.Equal(["its plugin.json is larger than 64 KiB"], Read(new string(' ', ManifestReader.LargestSize) + Full).Problems);

    [Fact]
    public void Lone_surrogate_is_refused() =>
        Assert.Equal(["its plugin.json holds text that is not Unicode"], Read(Full.Replace("🐢", "\\uD83D", StringComparison.Ordinal)).Problems);

    [Fact]
    public void Empty_object_names_everything_that_is_missing() => Assert.Equal(
        ["id", "name", "version", "kind", "entryAssembly", "api"],
        Read("{}").Problems.Select(problem => problem.Replace("its \"", "", StringComparison.Ordinal).Replace("\" is missing", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"name\": \"Gated recurrent unit\"", "\"name\": 7", "its \"name\" is not a string")]
    [InlineData("\"api\": { \"min\": \"1.0\", \"max\": \"1\" }", "\"api\": \"1.0\"", "its \"api\" is not a JSON object")]
    [InlineData("{ \"min\": \"1.0\", ", "{ \"min\": null, ", "its \"api.min\" is not a string")]
    [InlineData("[\"A\", \"B\"]", "[\"A\", {}]", "its \"authors\" holds something else than strings")]
    [InlineData("[\"A\", \"B\"]", "{}", "its \"authors\" is not a list")]
    [InlineData("{ \"id\": \"b\" }", "\"b\"", "its \"dependencies\" number 2 is not a JSON object")]
    [InlineData("{ \"id\": \"b\" }", "{ \"version\": \"1\" }", "its \"dependencies[1].id\" is missing")]
    [InlineData("\"optional\": true", "\"optional\": \"yes\"", "its \"dependencies[0].optional\" is neither true nor false")]
    [InlineData("\"license\": \"MIT\"", "\"license\": \"MIT\", \"license\": \"GPL\"", "its \"license\" is given twice")]
    [InlineData("\"optional\": true", "\"optional\": true, \"optional\": false", "its \"dependencies[0].optional\" is given twice")]
    [InlineData("\"dependencies\"", "\"dependancies\"", "its \"dependancies\" is not a known field (did you mean \"dependencies\"?)")]
    public void Shape_that_does_not_fit_is_named(string part, string replacement, string problem) => Assert.Equal([problem], Problems(part, replacement));

    [Fact]
    public void Unknown_field_is_left_to_later_versions() => Assert.Empty(Problems("\"license\": \"MIT\"", "\"license\": \"MIT\", \"colour\": { \"a\": [1, 2] }"));

    [Fact]
    public void Files_that_are_not_there_are_said_to_be_so() =>
        Assert.Equal(["its folder has no plugin.json"], ManifestReader.ReadFrom(Path.Combine(Path.GetTempPath(), "no-such-folder")).Problems);

    internal static IReadOnlyList<string> Problems(string part, string replacement)
    {
        Assert.Contains(part, Full, StringComparison.Ordinal);
        ManifestReading reading = Read(Full.Replace(part, replacement, StringComparison.Ordinal));
        Assert.Equal(reading.Problems.Count == 0, reading.Manifest is not null);
        return reading.Problems;
    }

    internal static byte[] FullBytes() => Encoding.UTF8.GetBytes(Full);

    static ManifestReading Read(string text) => ManifestReader.Read(Encoding.UTF8.GetBytes(text));
}
