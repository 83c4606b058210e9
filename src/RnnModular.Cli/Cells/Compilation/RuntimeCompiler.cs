using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using RnnModular.CellCompiler;

namespace RnnModular.Cli.Cells.Compilation;

/// <summary>From equations to a cell that runs, inside this process and without an SDK.</summary>
/// <param name="clock">Measures.</param>
/// <param name="say">Tells the person why they wait.</param>
sealed class RuntimeCompiler(TimeProvider clock, Action<string> say)
{
    static readonly TimeSpan _worthTelling = TimeSpan.FromSeconds(2);

    // Of the whole process: equal specs are one class.
    static readonly ConcurrentDictionary<CellSource, Lazy<ICellFactory>> _compiled = new();

    /// <summary>Compiles a spec without errors; each only once in a process.</summary>
    /// <exception cref="RnnException">The emitted code cannot be compiled, which is a fault of ours.</exception>
    public ICellFactory Compile(CellSource source)
    {
        Lazy<ICellFactory> factory = _compiled.GetOrAdd(source, static s => new Lazy<ICellFactory>(() => Load(s)));
        if (factory.IsValueCreated)
        {
            return factory.Value;
        }

        long start = clock.GetTimestamp();
        ICellFactory compiled = factory.Value;
        TimeSpan spent = clock.GetElapsedTime(start);
        if (spent > _worthTelling)
        {
            say(string.Create(CultureInfo.InvariantCulture, $"Compiled the cell '{source.Id}' in {spent.TotalSeconds:0.0} s."));
        }

        return compiled;
    }

    static ICellFactory Load(CellSource source)
    {
        byte[] image = EmittedAssembly.Compile(source, $"RnnModular.Cells.{source.ClassName}");

        // Collectible code gets no tiering, and a cell stays for as long as the process.
        AssemblyLoadContext context = new($"cell {source.Id}", isCollectible: false);
        using MemoryStream stream = new(image);
        Type type = context.LoadFromStream(stream).GetType($"{source.Namespace}.{source.ClassName}", throwOnError: true)!;
        return (ICellFactory)type.GetProperty("Factory", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    }
}
