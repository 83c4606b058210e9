using RnnModular.CellCompiler;
using RnnModular.Cli.Cells.Compilation;

namespace RnnModular.Cli.Commands;

/// <summary>A cell as a person names it: the id of a registered cell, or a file of equations.</summary>
static class CellArgument
{
    /// <summary>True when it is a file's: it ends in .cell, has a folder in it, or is no registered id but an existing file.</summary>
    public static bool IsFile(Invocation invocation, string typed) =>
        typed.EndsWith(CellNaming.Extension, StringComparison.OrdinalIgnoreCase)
        || typed.Contains('/') || typed.Contains('\\')
        || (File.Exists(invocation.PathOf(typed)) && invocation.Plugins.Cells.All.All(c => c.Descriptor.Id != typed));

    /// <summary>Its equations.</summary>
    /// <exception cref="RnnException">There is no such cell, or the file cannot be read.</exception>
    public static CellSpec Spec(Invocation invocation, string typed) => IsFile(invocation, typed)
        ? CellSpec.Read(invocation.PathOf(typed), typed)
        : CellSpec.Of(invocation.Plugins.Cells.Get(typed).Descriptor);

    /// <summary>What makes it; a file's equations are compiled in this process when the first cell is made.</summary>
    /// <exception cref="RnnException">There is no such cell, or the file cannot be read or has a mistake.</exception>
    public static ICellFactory Factory(Invocation invocation, string typed)
    {
        if (!IsFile(invocation, typed))
        {
            return invocation.Plugins.Cells.Get(typed);
        }

        CellSpec spec = Spec(invocation, typed);
        SpecMistake.Analyze(spec, invocation.Say, invocation.Json);
        return new SpecCell(spec, invocation.Compiler);
    }
}
