using System.CommandLine;
using System.CommandLine.Parsing;

namespace RnnModular.Cli.Configuration;

/// <summary>The options a task declares, as options of the command line.</summary>
sealed class TaskOptionSymbols
{
    readonly Dictionary<string, Option<string?>> _symbols = new(StringComparer.Ordinal);

    /// <summary>Makes a symbol of each option.</summary>
    /// <param name="task">Whose options they are.</param>
    /// <param name="declared">The options.</param>
    /// <param name="taken">Names the command itself uses, with dashes.</param>
    public TaskOptionSymbols(string task, IReadOnlyList<TaskOption> declared, IEnumerable<string> taken)
    {
        Declared = declared;
        HashSet<string> names = new(taken, StringComparer.Ordinal);
        foreach (TaskOption option in declared)
        {
            string name = "--" + option.Name;
            if (option.Name.Length == 0 || option.Name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') || !names.Add(name))
            {
                Fault = $"The task '{task}' cannot be used because its option '{option.Name}' is misnamed or taken; its author must rename it.";
                continue;
            }

            _symbols.Add(option.Name, Symbol(name, option));
        }
    }

    /// <summary>What the task declared.</summary>
    public IReadOnlyList<TaskOption> Declared { get; }

    /// <summary>What is wrong with the declarations; null when nothing is.</summary>
    public string? Fault { get; }

    /// <summary>The symbols, in the task's order.</summary>
    public IEnumerable<Option> Symbols => _symbols.Values;

    /// <summary>The values that were typed.</summary>
    public Dictionary<string, string> Typed(ParseResult parse)
    {
        Dictionary<string, string> typed = new(StringComparer.Ordinal);
        foreach ((string name, Option<string?> symbol) in _symbols)
        {
            if (parse.GetResult(symbol) is { Implicit: false } result)
            {
                // A switch without a value is on.
                typed[name] = result.GetValueOrDefault<string?>() ?? "true";
            }
        }

        return typed;
    }

    static Option<string?> Symbol(string name, TaskOption option) => new(name)
    {
        Description = option.Default is null ? option.Summary : $"{option.Summary} [default: {option.Default}]",
        HelpName = option.Type switch
        {
            OptionType.Integer => "whole number",
            OptionType.Number => "number",
            OptionType.Switch => "true|false",
            _ => "text",
        },
        Arity = option.Type == OptionType.Switch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };
}
