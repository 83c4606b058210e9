using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SpecSpan = RnnModular.CellCompiler.Diagnostics.TextSpan;

namespace RnnModular.Generators.Locations;

/// <summary>A spec in a <c>.cell</c> file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">All of its text, as read.</param>
sealed record FilePlace(string Path, string Text) : SpecPlace
{
    /// <inheritdoc/>
    public override Location Name(Compilation compilation) => At(default);

    /// <inheritdoc/>
    public override Location Of(SpecSpan span, Compilation compilation)
    {
        IEnumerable<SpecCharacter> characters = Text.Select((value, index) => new SpecCharacter(value, index, index + 1));
        return At(SpecCharacter.Locate([.. SpecCharacter.WithPlainLines(characters)], span) ?? default);
    }

    Location At(SpecSpan span)
    {
        TextSpan place = new(span.Start, span.Length);
        return Location.Create(Path, place, SourceText.From(Text).Lines.GetLinePositionSpan(place));
    }
}
