using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using RnnModular.Numerics;

namespace RnnModular.Cli.Cells.Compilation;

/// <summary>
/// What emitted code is compiled against: the assemblies of this very process, read from memory, so that neither an SDK
/// nor the files of the framework are needed.
/// </summary>
static class MetadataReferences
{
    static readonly string[] _framework =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq", "System.Memory", "System.Threading",
        "System.Runtime.Intrinsics", "System.Runtime.InteropServices", "System.Numerics.Vectors", "System.Numerics.Tensors",
    ];

    static readonly Lazy<IReadOnlyList<MetadataReference>> _all = new(() =>
        [.. _framework.Select(Assembly.Load).Append(typeof(RecurrentCell).Assembly).Append(typeof(CompiledCell).Assembly).Select(Of)]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetadataReference> All => _all.Value;

    static unsafe MetadataReference Of(Assembly assembly) => assembly.TryGetRawMetadata(out byte* blob, out int length)
        ? AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)blob, length)).GetReference(display: assembly.GetName().Name)
        : throw new InvalidOperationException($"The metadata of {assembly.GetName().Name} cannot be read.");
}
