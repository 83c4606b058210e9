using RnnModular.Hosting.Manifests;

namespace RnnModular.Hosting.Tests.Manifests;

public sealed class SemanticVersionTests
{
    [Fact]
    public void Versions_are_ordered_as_the_standard_says()
    {
        string[] ordered = ["0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.10", "1.2.0", "1.10.0", "2.0.0"];

        Assert.Equal(ordered, ordered.Reverse().Select(SemanticVersion.Parse).Order().Select(version => version.ToString()));
    }

    [Fact]
    public void Build_metadata_does_not_count() => Assert.Equal(0, SemanticVersion.Parse("1.0.0+a").CompareTo(SemanticVersion.Parse("1.0.0+b.2")));

    [Theory]
    [InlineData("", "0.0.1", true)]
    [InlineData("1", "1.0.0", true)]
    [InlineData("1.2", "1.1.9", false)]
    [InlineData(">=1.0", "1.0.0", true)]
    [InlineData(">1.0", "1.0.0", false)]
    [InlineData("<=1.0", "1.0.0", true)]
    [InlineData("=1.0.0", "1.0.1", false)]
    [InlineData(">=1.0 <2.0", "1.9.9", true)]
    [InlineData(">=1.0 <2.0", "2.0.0", false)]
    public void Range_holds_the_versions_between_its_bounds(string range, string version, bool holds)
    {
        Assert.True(VersionRange.TryParse(range, out VersionRange? parsed));
        Assert.Equal(holds, parsed.Contains(SemanticVersion.Parse(version)));
    }
}
