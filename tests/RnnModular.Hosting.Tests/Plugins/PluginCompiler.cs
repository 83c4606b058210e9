using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace RnnModular.Hosting.Tests.Plugins;

/// <summary>Compiles the source of a small plugin to a real assembly.</summary>
static class PluginCompiler
{
    /// <summary>What every small plugin has to register: a task and a cell that are nothing but their ids.</summary>
    const string Common = """
        using System;
        using System.Collections.Generic;
        using RnnModular;

        sealed class NamedTask(string id) : ITask
        {
            public string Id => id;
            public string Summary => "";
            public IReadOnlyList<TaskOption> TrainOptions => [];
            public IReadOnlyList<TaskOption> RunOptions => [];
            public ITraining Prepare(TaskContext context) => throw new NotSupportedException();
            public TaskResult Run(TaskContext context, ITensorSource model) => throw new NotSupportedException();
        }

        sealed class NamedCell(string id) : ICellFactory
        {
            public CellDescriptor Descriptor => new(id, "", "", ["I", "H"], ["h"], []);
            public RecurrentCell Create(CellSizes sizes, SimdWidth? width = null) => throw new NotSupportedException();
        }

        """;

    static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Collections.dll")
            .Append(typeof(IPlugin).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>An entry class whose Configure has this body.</summary>
    public static string Configuring(string body, string name = "EntryPlugin") =>
        $$"""public sealed class {{name}} : IPlugin { public void Configure(IPluginContext context) { {{body}} } }""";

    public static void Compile(string path, string source, params IEnumerable<string> references)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(Common + source, new CSharpParseOptions(LanguageVersion.Preview))],
            [.. s_references, .. references.Select(reference => MetadataReference.CreateFromFile(reference))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        EmitResult result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }
}
