using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>States that carry what lies further back than a step: x_{t-1} is x_prev, with <c>x_prev' = x</c>, and h_{t-2} is h_prev2, with <c>h_prev2' = h</c>.</summary>
sealed class Delays(List<Token> spec)
{
    /// <summary>Most states there can be.</summary>
    public const int Most = 128;

    readonly SortedDictionary<string, (Token Use, int Most, bool IsInput)> _carried = new(StringComparer.Ordinal);

    /// <summary>The state that holds a value of some steps before.</summary>
    public string Name(Token use, int steps, bool isInput)
    {
        int most = _carried.TryGetValue(use.Text, out (Token Use, int Most, bool IsInput) known) ? Math.Max(known.Most, steps) : steps;
        _carried[use.Text] = (known.Most > 0 ? known.Use : use, most, isInput);
        return NameOf(use.Text, steps);
    }

    /// <summary>How many states there are.</summary>
    public int Count => _carried.Values.Sum(c => c.Most);

    /// <summary>Where the first of them is read.</summary>
    public TextSpan Span => _carried.Values.First().Use.Span;

    /// <summary>Their declarations and equations, to stand at the end of the spec.</summary>
    public IEnumerable<Token> Lines()
    {
        foreach (KeyValuePair<string, (Token Use, int Most, bool IsInput)> carried in _carried)
        {
            (Token use, int most, bool isInput) = carried.Value;
            List<Token> size = isInput ? [use with { Kind = TokenKind.Colon, Text = ":" }, use with { Text = Dim.Input.Text }] : SizeOf(carried.Key);
            for (int steps = isInput ? 1 : 2; steps <= most; steps++)
            {
                Token name = use with { Text = NameOf(carried.Key, steps) };
                string before = steps == (isInput ? 1 : 2) ? carried.Key : NameOf(carried.Key, steps - 1);
                Token end = use with { Kind = TokenKind.EndOfLine, Text = "" };
                if (size.Count > 0)
                {
                    yield return use with { Text = Keywords.State };
                    yield return name;
                    foreach (Token part in size)
                    {
                        yield return part;
                    }

                    yield return end;
                }

                yield return name with { Kind = TokenKind.PrimedName };
                yield return use with { Kind = TokenKind.Equals, Text = "=" };
                yield return use with { Text = before };
                yield return end;
            }
        }
    }

    string NameOf(string name, int steps)
    {
        string text = steps == 1 ? $"{name}_prev" : $"{name}_prev{steps.ToString(CultureInfo.InvariantCulture)}";
        while (spec.Any(t => t.Text == text))
        {
            text += "_";
        }

        return text;
    }

    /// <summary>What a declared state says of its size, from its colon on.</summary>
    List<Token> SizeOf(string state)
    {
        int at = Enumerable.Range(0, Math.Max(spec.Count - 2, 0)).LastOrDefault(i => spec[i] is { Kind: TokenKind.Name, Text: Keywords.State } && spec[i + 1].Text == state && spec[i + 2].Kind == TokenKind.Colon);
        return spec[at].Text != Keywords.State ? [] : [.. spec.Skip(at + 2).TakeWhile(t => t.Kind is not (TokenKind.EndOfLine or TokenKind.Semicolon))];
    }
}
