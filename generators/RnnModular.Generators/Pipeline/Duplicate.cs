using RnnModular.CellCompiler;

namespace RnnModular.Generators.Pipeline;

/// <summary>A spec whose class has the name of another's, so that both would write the same files.</summary>
/// <param name="Key">The spec that gives way.</param>
/// <param name="Winner">The full name of the class that was first.</param>
/// <param name="WinnerFile">The <c>.cell</c> file of that class, or empty.</param>
sealed record Duplicate(CellKey Key, string Winner, string WinnerFile)
{
    /// <summary>The specs that give way: classes go before files, then names and paths decide.</summary>
    public static EquatableArray<Duplicate> Find(IEnumerable<CellKey> keys) => keys
        // The compiler takes names of added files that differ in case only for the same.
        .GroupBy(key => key.ClassName, StringComparer.OrdinalIgnoreCase)
        .Select(group => group.OrderBy(key => key.File, StringComparer.Ordinal).ThenBy(key => key.FullName, StringComparer.Ordinal).ToArray())
        .SelectMany(group => group.Skip(1).Select(key => new Duplicate(key, group[0].FullName, group[0].File)))
        .ToEquatableArray();
}
