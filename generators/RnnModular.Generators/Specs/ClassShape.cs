using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnModular.Generators.Specs;

/// <summary>What a class must be for the generator to complete it.</summary>
static class ClassShape
{
    /// <summary>The sentence that says what is wrong with the class, or null.</summary>
    public static string? Problem(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        string[] faults = [.. Faults(type, declaration)];
        return faults.Length == 0
            ? null
            : $"Cell '{type.Name}' cannot be completed because it is {string.Join(" and ", faults)}; declare it as a top-level 'sealed partial class {type.Name}'.";
    }

    static IEnumerable<string> Faults(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        if (type.IsRecord)
        {
            yield return "a record";
        }

        if (type.IsStatic)
        {
            yield return "static";
        }
        else if (!type.IsSealed)
        {
            yield return "not sealed";
        }

        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return "not partial";
        }

        if (type.IsGenericType)
        {
            yield return "generic";
        }

        if (type.ContainingType is not null)
        {
            yield return $"nested in '{type.ContainingType.Name}'";
        }

        if (type.IsFileLocal)
        {
            yield return "local to its file";
        }
    }
}
