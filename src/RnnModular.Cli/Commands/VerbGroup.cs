using System.CommandLine;

namespace RnnModular.Cli.Commands;

/// <summary>A word that only leads to verbs, such as <c>plugins</c> in <c>plugins list</c>.</summary>
sealed class VerbGroup : Verb
{
    public VerbGroup(string name, string description, params IReadOnlyList<Verb> verbs)
        : base(name, description, verbs[0].Example)
    {
        foreach (Verb verb in verbs)
        {
            Subcommands.Add(verb);
        }
    }

    /// <inheritdoc/>
    public override int Execute(Invocation invocation) => throw new RnnException(
        FailureKind.Usage,
        $"'rnn {Name}' does not say what to do because a word is missing; add {string.Join(" or ", Subcommands.Select(c => $"'{c.Name}'"))}.");
}
