using RnnModular.Hosting.Manifests;

namespace RnnModular.Hosting.Phases;

/// <summary>Phase 2: holds each manifest against the host and against its neighbours.</summary>
static class Validate
{
    public static IReadOnlyList<PluginRecord> Run(IReadOnlyList<PluginRecord> records)
    {
        IReadOnlyList<PluginRecord> unique = WithoutDuplicates(records);
        return [.. unique.Select(record => record.IsUnderWay ? Check(record, unique) : record)];
    }

    // The newest version wins; of two equal ones the first folder.
    static IReadOnlyList<PluginRecord> WithoutDuplicates(IReadOnlyList<PluginRecord> records)
    {
        Dictionary<string, PluginRecord> winners = records
            .Where(record => record.IsUnderWay)
            .GroupBy(record => record.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(Version).First(), StringComparer.Ordinal);
        return
        [
            .. records.Select(record => !record.IsUnderWay || ReferenceEquals(winners[record.Id], record)
                ? record
                : record.Fail(
                    PluginFailReason.Duplicate,
                    $"the folder '{Name(winners[record.Id])}' holds it too, in version {winners[record.Id].Manifest!.Version} beside {record.Manifest!.Version} here",
                    "delete one of the two folders")),
        ];
    }

    static PluginRecord Check(PluginRecord record, IReadOnlyList<PluginRecord> all)
    {
        ApiRange api = record.Manifest!.Api;
        if (ApiVersion.TryParse(api.Min, out ApiVersion? min) && min.IsAfter(ApiVersion.Host))
        {
            return record.Fail(PluginFailReason.ApiTooNew, $"it needs API {api.Min} and this host offers {HostApi.Version}", "update rnn, or install an older version of the plugin");
        }

        if (ApiVersion.Host.IsAfter(ApiVersion.Highest(api)))
        {
            string highest = api.Max.Length > 0 ? api.Max : api.Min;
            return record.Fail(PluginFailReason.ApiTooOld, $"it was made for API {highest} and this host offers {HostApi.Version}", "install a newer version of the plugin");
        }

        string? enemy = record.Manifest.Incompatible.FirstOrDefault(id => all.Any(other => other.IsUnderWay && other.Id == id && !ReferenceEquals(other, record)));
        return enemy is null
            ? record
            : record.Fail(PluginFailReason.Incompatible, $"it cannot live beside '{enemy}'", "disable one of the two by putting a full stop before its folder's name");
    }

    static SemanticVersion Version(PluginRecord record) => SemanticVersion.Parse(record.Manifest!.Version);

    static string Name(PluginRecord record) => Printable.Text(Path.GetFileName(record.Directory));
}
