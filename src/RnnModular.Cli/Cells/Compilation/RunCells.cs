using RnnModular.CellCompiler;
using RnnModular.Cli.Commands;
using RnnModular.Cli.Training;
using RnnModular.Interop;

namespace RnnModular.Cli.Cells.Compilation;

/// <summary>
/// The cells of one run. An option that names a cell may hold a file; a run folder keeps the equations of every such cell
/// as <c>&lt;id&gt;.cell</c>, so that the model can be used wherever the folder goes.
/// </summary>
/// <param name="Options">The options' values, a cell's id in the place of its file.</param>
/// <param name="Registry">The registered cells and those of the run.</param>
sealed record RunCells(IReadOnlyDictionary<string, string> Options, ICellRegistry Registry)
{
    /// <summary>The cells of a new run.</summary>
    /// <param name="invocation">What was typed.</param>
    /// <param name="options">Values of the task's options.</param>
    /// <param name="stored">The folder of the configuration file they come from, or null.</param>
    /// <exception cref="RnnException">A file cannot be read, has a mistake, or its id is another cell's.</exception>
    public static RunCells Start(Invocation invocation, IReadOnlyDictionary<string, string> options, string? stored)
    {
        Dictionary<string, string> values = new(options);
        Dictionary<string, SpecCell> own = [];
        foreach ((string name, string value) in options.Where(o => NamesCell(o.Key)))
        {
            if (CellArgument.IsFile(invocation, value))
            {
                SpecCell cell = Read(invocation, invocation.PathOf(value), value);
                Refuse(invocation, cell);
                (values[name], own[cell.Descriptor.Id]) = (cell.Descriptor.Id, cell);
            }
            else if (invocation.Plugins.Cells.All.All(c => c.Descriptor.Id != value) && StoredFile(stored, value) is { } file)
            {
                own[value] = Read(invocation, file, file);
            }
        }

        return new RunCells(values, new OverlaidCells(invocation.Plugins.Cells, own));
    }

    /// <summary>The cells of a run that has a folder already: its own equations come before those of any plugin.</summary>
    /// <exception cref="RnnException">A file cannot be read, or has a mistake.</exception>
    public static RunCells Resume(Invocation invocation, IReadOnlyDictionary<string, string> options, string? folder)
    {
        Dictionary<string, SpecCell> own = [];
        foreach ((_, string value) in options.Where(o => NamesCell(o.Key)))
        {
            if (StoredFile(folder, value) is { } file)
            {
                own[value] = Read(invocation, file, file);
            }
        }

        return new RunCells(options, new OverlaidCells(invocation.Plugins.Cells, own));
    }

    /// <summary>Keeps the equations of every cell that is no plugin's.</summary>
    /// <exception cref="RnnException">A file cannot be written.</exception>
    public void Save(RunFolder folder)
    {
        foreach ((_, string value) in Options.Where(o => NamesCell(o.Key)))
        {
            if (Registry.All.OfType<SpecCell>().FirstOrDefault(c => c.Descriptor.Id == value) is { } cell)
            {
                AtomicFile.WriteText(folder.Cell(value), FailureKind.Config, cell.Spec.Source.Equations);
            }
        }
    }

    static bool NamesCell(string option) => option == "cell" || option.EndsWith("-cell", StringComparison.Ordinal);

    // An id is a plain name; anything else in a configuration must not lead out of its folder.
    static string? StoredFile(string? folder, string id) =>
        folder is not null && id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && File.Exists(new RunFolder(folder).Cell(id))
            ? new RunFolder(folder).Cell(id)
            : null;

    static SpecCell Read(Invocation invocation, string path, string origin)
    {
        CellSpec spec = CellSpec.Read(path, origin);
        SpecMistake.Analyze(spec, invocation.Say, invocation.Json);
        return new SpecCell(spec, invocation.Compiler);
    }

    static void Refuse(Invocation invocation, SpecCell cell)
    {
        CellDescriptor? taken = invocation.Plugins.Cells.All.Select(c => c.Descriptor).FirstOrDefault(d => d.Id == cell.Descriptor.Id);
        if (taken is not null && taken.Equations.Trim() != cell.Descriptor.Equations.Trim())
        {
            throw new RnnException(FailureKind.Plugin, $"The cell file '{cell.Spec.Origin}' cannot be used because its id '{taken.Id}' is that of a registered cell with other equations; rename the file.");
        }
    }
}
