using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>How parameters and states start.</summary>
sealed partial class Binder
{
    const string Learned = "learned";

    readonly List<StartInfo> _starts = [];

    void CloseInits()
    {
        // A learned start is itself a parameter that an init may name.
        foreach (InitSyntax init in _inits.Where(i => IsState(i.Name)))
        {
            Start(init);
        }

        foreach (InitSyntax init in _inits.Where(i => !IsState(i.Name)))
        {
            if (_parameters.FirstOrDefault(p => p.Name == init.Name.Text) is { } parameter)
            {
                parameter.Initial = CheckInitial(init.Initial);
            }
            else
            {
                IEnumerable<string> names = _symbols.Values.Where(s => s.Kind is SymbolKind.Parameter or SymbolKind.State).Select(s => s.Name);
                string? near = Spelling.Nearest(init.Name.Text, names);
                Unknown(init.Name, near is null ? "; no parameter or state of that name stands in the equations" : $"; did you mean {near}?");
            }
        }
    }

    bool IsState(Token name) => _symbols.TryGetValue(name.Text, out Symbol? symbol) && symbol.Kind == SymbolKind.State;

    void Start(InitSyntax init)
    {
        string state = init.Name.Text;
        if (_starts.Any(s => s.State == state))
        {
            _diagnostics.Report(Rules.DefinedTwice, init.Name.Span, state);
        }
        else if (init.Initial.Formula is not null)
        {
            _diagnostics.Report(Rules.BadStart, init.Initial.Span, "This formula");
        }
        else if (init.Initial.Name is null)
        {
            _starts.Add(new StartInfo(state, init.Initial.Value, null));
        }
        else if (init.Initial.Name != Learned)
        {
            _diagnostics.Report(Rules.BadStart, init.Initial.Span, init.Initial.Name);
        }
        else if (_symbols.TryGetValue(state + "0", out Symbol? taken))
        {
            _diagnostics.Report(Rules.ReservedName, init.Initial.Span, taken.Name, $"the learned start of '{state}'", $"{Describe(taken.Kind)} already");
        }
        else if (IsFree(new Token(TokenKind.Name, state + "0", init.Initial.Span), $"the learned start of '{state}'"))
        {
            Symbol start = NewParameter(new Token(TokenKind.Name, state + "0", init.Initial.Span), _symbols[state].Shape);
            start.Initial = new InitialSyntax(null, 0, init.Initial.Span);
            _starts.Add(new StartInfo(state, 0, start.Name));
        }
    }
}
