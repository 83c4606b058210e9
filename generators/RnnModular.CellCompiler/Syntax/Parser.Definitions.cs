using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Functions a spec defines itself: <c>φ(a) = elu(a) + 1</c> is written out where it is called, and <c>σ_g = sigmoid</c> is another name.</summary>
sealed partial class Parser
{
    readonly Dictionary<string, Definition> _definitions = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    /// <summary>A function of the spec.</summary>
    /// <param name="Parameters">The names its value is told in.</param>
    /// <param name="Value">Its value.</param>
    sealed record Definition(IReadOnlyList<string> Parameters, ExpressionSyntax Value);

    /// <summary>Reads all definitions, wherever in the spec they stand; each may call earlier ones.</summary>
    void Define()
    {
        while (Current.Kind != TokenKind.EndOfText)
        {
            if (IsDefinition() is { } parameters && ReadDefinition(parameters) is { } mistake)
            {
                diagnostics.Report(mistake.Rule, mistake.Span, mistake.Arguments);
            }

            while (Current.Kind is not (TokenKind.EndOfLine or TokenKind.Semicolon or TokenKind.Comma or TokenKind.EndOfText))
            {
                _position++;
            }

            _position += Current.Kind == TokenKind.EndOfText ? 0 : 1;
        }
    }

    // A comma of its list of names is none that ends it.
    void SkipDefinition()
    {
        while (Current.Kind is not (TokenKind.EndOfLine or TokenKind.Semicolon or TokenKind.EndOfText) && !(Current.Kind == TokenKind.Comma && tokens[_position + 1].Kind is TokenKind.Name && tokens[_position + 2].Kind == TokenKind.Equals))
        {
            _position++;
        }

        _position += Current.Kind == TokenKind.Comma ? 1 : 0;
    }

    /// <summary>The names in parentheses of <c>φ(a) = …</c>, none for <c>φ = tanh</c>; null where a line is neither.</summary>
    IReadOnlyList<string>? IsDefinition()
    {
        if (Current.Kind != TokenKind.Name)
        {
            return null;
        }

        if (tokens[_position + 1].Kind == TokenKind.Equals && tokens[_position + 2].Kind == TokenKind.Name && tokens[_position + 3].Kind is TokenKind.EndOfLine or TokenKind.Semicolon or TokenKind.Comma)
        {
            return Functions.IsKnown(tokens[_position + 2].Text) || FunctionSpelling.Find(tokens[_position + 2].Text) is { } found && Functions.IsKnown(found) ? [] : null;
        }

        if (tokens[_position + 1].Kind != TokenKind.OpenParenthesis)
        {
            return null;
        }

        var names = new List<string>();
        for (int at = _position + 2; tokens[at].Kind == TokenKind.Name; at += 2)
        {
            names.Add(tokens[at].Text);
            if (tokens[at + 1].Kind != TokenKind.Comma)
            {
                return tokens[at + 1].Kind == TokenKind.CloseParenthesis && tokens[at + 2].Kind == TokenKind.Equals ? names : null;
            }
        }

        return null;
    }

    SyntaxException? ReadDefinition(IReadOnlyList<string> parameters)
    {
        try
        {
            Token name = Take();
            if (Functions.IsKnown(name.Text) || MatrixFunctions.IsKnown(name.Text) || LaneFunctions.IsKnown(name.Text) || ConstantFunctions.IsKnown(name.Text))
            {
                throw new SyntaxException(Rules.ReservedName, name.Span, name.Text, "a function of the spec", "a function of the language");
            }

            if (parameters.Count == 0)
            {
                string function = tokens[_position + 1].Text;
                _aliases[name.Text] = Functions.IsKnown(function) ? function : FunctionSpelling.Find(function)!;
                return null;
            }

            if (_definitions.ContainsKey(name.Text))
            {
                throw new SyntaxException(Rules.DefinedTwice, name.Span, name.Text);
            }

            (_depth, _operations) = (0, 0);
            _position += (2 * parameters.Count) + 2;
            ExpressionSyntax value = Expression();
            if (Current.Kind is not (TokenKind.EndOfLine or TokenKind.Semicolon or TokenKind.Comma))
            {
                Expect(TokenKind.EndOfLine, "the end of the line");
            }

            _definitions.Add(name.Text, new Definition(parameters, value));
            return null;
        }
        catch (SyntaxException mistake)
        {
            return mistake;
        }
    }

    ExpressionSyntax Expanded(Definition definition, List<ExpressionSyntax> arguments, TextSpan span)
    {
        if (arguments.Count != definition.Parameters.Count)
        {
            string wanted = definition.Parameters.Count == 1 ? "1 argument" : $"{definition.Parameters.Count} arguments";
            throw new SyntaxException(Rules.WrongArgumentCount, span, "This function of the spec", wanted, $"{arguments.Count}");
        }

        var values = new Dictionary<string, ExpressionSyntax>(StringComparer.Ordinal);
        for (int index = 0; index < arguments.Count; index++)
        {
            values[definition.Parameters[index]] = arguments[index];
        }

        return Written(definition.Value, values, span);
    }

    /// <summary>A value with arguments in place of names. What is wrong with it is told where it is called.</summary>
    ExpressionSyntax Written(ExpressionSyntax value, Dictionary<string, ExpressionSyntax> arguments, TextSpan span)
    {
        Operation(new Token(TokenKind.Name, "", span));
        return value switch
        {
            NameSyntax { Name: { Kind: TokenKind.Name } name } => arguments.TryGetValue(name.Text, out ExpressionSyntax? argument) ? argument : new NameSyntax(name with { Span = span }),
            NameSyntax name => new NameSyntax(name.Name with { Span = span }),
            NumberSyntax number => number with { Span = span },
            NegationSyntax negation => new NegationSyntax(Written(negation.Operand, arguments, span), span),
            BinarySyntax binary => binary with { Left = Written(binary.Left, arguments, span), Right = Written(binary.Right, arguments, span), Span = span },
            ProductSyntax product => product with { Matrix = Written(product.Matrix, arguments, span), Vector = Written(product.Vector, arguments, span), Span = span },
            IndexedSyntax indexed => indexed with { Index = Written(indexed.Index, arguments, span), Span = span },
            CallSyntax call => new CallSyntax(call.Function with { Span = span }, call.Arguments.Select(a => Written(a, arguments, span)).ToEquatableArray(), span),
            _ => value,
        };
    }
}
