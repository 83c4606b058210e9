using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.Generators.Locations;
using RnnModular.Generators.Pipeline;
using SpecSpan = RnnModular.CellCompiler.Diagnostics.TextSpan;

namespace RnnModular.Generators.Specs;

/// <summary>Reads a spec from a class with <c>[RecurrentCell]</c>.</summary>
static class ClassSpec
{
    /// <summary>The spec, or null when the attribute is incomplete (the C# compiler says so) or stands on another part of the class.</summary>
    public static CellCandidate? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        AttributeData attribute = context.Attributes[0];
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax
            || syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() != declaration
            || attribute.ConstructorArguments.FirstOrDefault() is not { Kind: TypedConstantKind.Primitive } equations)
        {
            return null;
        }

        string @namespace = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        CellSource source = new(
            type.Name,
            @namespace,
            Named<string>(attribute, "Id") is { Length: > 0 } id ? id : CellNaming.Id(type.Name),
            SummaryReader.Read(declaration.GetLeadingTrivia().ToFullString()),
            SpecCharacter.WithPlainLines(equations.Value as string ?? ""),
            Named<int>(attribute, "Input"),
            Named<int>(attribute, "Hidden"));
        CellModel model = new(source, new CellKey(@namespace, type.Name, ""), ClassShape.Problem(type, declaration));
        return new CellCandidate(model, Place(declaration, syntax));
    }

    static T? Named<T>(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value is { Kind: TypedConstantKind.Primitive, Value: T value } ? value : default;

    static ClassPlace Place(TypeDeclarationSyntax declaration, AttributeSyntax attribute)
    {
        ExpressionSyntax? argument = attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null)?.Expression;
        return new ClassPlace(
            declaration.SyntaxTree.FilePath,
            Span(declaration.Identifier.Span),
            Span((argument ?? (SyntaxNode)attribute).Span),
            argument is null ? default : (Literals(argument) ?? []).ToEquatableArray());
    }

    /// <summary>The literals of a literal or of a sum of literals, in order; null for any other expression.</summary>
    static IEnumerable<Literal>? Literals(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => [new Literal(literal.Token.Text, literal.Token.SpanStart)],
        ParenthesizedExpressionSyntax parenthesized => Literals(parenthesized.Expression),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression)
            && Literals(sum.Left) is { } left && Literals(sum.Right) is { } right => left.Concat(right),
        _ => null,
    };

    static SpecSpan Span(Microsoft.CodeAnalysis.Text.TextSpan span) => new(span.Start, span.Length);
}
