using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Emit.CSharp;
using SpecSpan = RnnModular.CellCompiler.Diagnostics.TextSpan;

namespace RnnModular.Generators.Locations;

/// <summary>One string literal of the attribute's argument.</summary>
/// <param name="Token">The literal as written, quotes included.</param>
/// <param name="Start">Its first character in the file.</param>
sealed record Literal(string Token, int Start);

/// <summary>A spec in an attribute.</summary>
/// <param name="Path">The source file.</param>
/// <param name="ClassName">The class's identifier.</param>
/// <param name="Argument">The attribute's first argument, or the whole attribute.</param>
/// <param name="Literals">The literals whose texts in a row are the equations; empty when the argument is anything else.</param>
sealed record ClassPlace(string Path, SpecSpan ClassName, SpecSpan Argument, EquatableArray<Literal> Literals) : SpecPlace
{
    /// <inheritdoc/>
    public override Location Name(Compilation compilation) => In(compilation, ClassName);

    /// <inheritdoc/>
    public override Location Of(SpecSpan span, Compilation compilation)
    {
        IEnumerable<SpecCharacter> characters = Literals.SelectMany(literal => LiteralReader.Read(literal.Token, literal.Start));
        return In(compilation, SpecCharacter.Locate([.. SpecCharacter.WithPlainLines(characters)], span) ?? Argument);
    }

    Location In(Compilation compilation, SpecSpan span)
    {
        SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == Path && tree.Length >= span.End);
        return tree is null ? Location.None : Location.Create(tree, new TextSpan(span.Start, span.Length));
    }
}
