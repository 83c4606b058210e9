using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RnnModular.Generators.Tests.Driver;

/// <summary>Looks through an object graph for what must not be held from one compilation to the next.</summary>
static class Reachability
{
    /// <summary>The path to the first symbol, syntax, compilation or location reachable from a value, or null.</summary>
    public static string? FindRoslyn(object? value, string path) => Find(value, path, new HashSet<object>(ReferenceEqualityComparer.Instance));

    static string? Find(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or Delegate or Type || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return null;
        }

        if (value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or Location or Diagnostic or SemanticModel or SourceText
            || value.GetType().Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true)
        {
            return $"{path}: {value.GetType().Name}";
        }

        IEnumerable<(string Name, object? Value)> parts = value is IEnumerable items
            ? items.Cast<object?>().Select((item, index) => ($"[{index}]", item))
            : Fields(value.GetType()).Select(field => ($".{field.Name}", field.GetValue(value)));
        return parts.Select(part => Find(part.Value, path + part.Name, seen)).FirstOrDefault(found => found is not null);
    }

    static IEnumerable<FieldInfo> Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Concat(type.BaseType is null ? [] : Fields(type.BaseType));
}
