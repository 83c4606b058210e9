namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about names.</summary>
public static partial class Explanations
{
    static IEnumerable<Explanation> OfNames() =>
    [
        new(
            Rules.UnknownName.Id,
            "a name is not known",
            """
            A plain name that nothing defines becomes a parameter, so this is said only where no parameter can be meant: a
            function that does not exist, a primed name without its equation, an init or a size for something unknown.
            """,
            "h' = tanhh(W x + U h)",
            """
            Correct the spelling; the message names what is near. 'rnn cell show' lists what a spec defines.
            """,
            "h' = tanh(W x + U h)"),
        new(
            Rules.DefinedTwice.Id,
            "a name is defined twice",
            """
            Every name has one equation or one declaration; a spec says what things are, not what to do in turn.
            """,
            "a  = W x\na  = tanh(U h)\nh' = a",
            """
            Give the second value a name of its own, or remove one of the two.
            """,
            "a  = W x\nb  = tanh(U h)\nh' = a + b"),
        new(
            Rules.UsedBeforeDefined.Id,
            "a name is needed before its equation",
            """
            Equations may stand in any order, but within a step none may wait for itself, not even by way of others. If the
            value of the previous step is meant, the name is a state, and its equation defines the primed name. Inside a repeat
            equations are read from top to bottom.
            """,
            "a  = tanh(W x + b)\nb  = U a\nh' = a + h",
            """
            Break the circle, or make the name a state.
            """,
            "a  = tanh(W x + b)\nb' = U a\nh' = a + h"),
        new(
            Rules.NeverUsed.Id,
            "a value is defined but never used",
            """
            Neither the output nor a state depends on the value. The compiler drops it, so it costs nothing; often it shows
            that another name was meant further down.
            """,
            "a  = W x + U h\nz  = sigmoid(a)\nh' = tanh(a)",
            """
            Use the value, or remove its equation.
            """,
            "a  = W x + U h\nz  = sigmoid(a)\nh' = z * tanh(a)"),
        new(
            Rules.ReservedName.Id,
            "a name is taken by the language",
            """
            x is the input, I and H are sizes, and the functions have their names; a state's own name can be defined only
            with its prime. None of them can be given another meaning.
            """,
            "tanh = W x\nh'   = tanh + U h",
            """
            Choose another name.
            """,
            "a  = W x\nh' = a + U h"),
        new(
            Rules.WrongArgumentCount.Id,
            "a function has too many or too few arguments",
            """
            Every function takes a fixed number of arguments, or one of a few numbers of them.
            """,
            "h' = clamp(W x + U h, 1)",
            """
            Give it as many as the message says; they are separated by commas.
            """,
            "h' = clamp(W x + U h, -1, 1)"),
    ];
}
