namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about the text of a spec.</summary>
public static partial class Explanations
{
    static IEnumerable<Explanation> OfText() =>
    [
        new(
            Rules.UnexpectedCharacter.Id,
            "a character that has no meaning",
            """
            The language knows names, numbers, ( ) [ ] { } + - * / ^ @ = < > | : , ; ' and # for comments, the signs of papers that
            mean the same, and LaTeX's commands for them. Anything else has no meaning in it, often because it was copied from
            another language.
            """,
            "h' = tanh(W x & U h)",
            """
            Remove the character. A matrix times a vector is written side by side, an elementwise product with *.
            """,
            "h' = tanh(W x + U h)"),
        new(
            Rules.UnexpectedToken.Id,
            "something stands where something else is expected",
            """
            The line cannot be read as an equation or a declaration from the marked place on: a parenthesis is not closed,
            an operand is missing, or two statements share a line.
            """,
            "h' = tanh(W x + U h + b",
            """
            Complete the line at the mark. An equation goes on over several lines inside parentheses, and where an operator ends
            a line or begins the next. Words that explain begin with #.
            """,
            "h' = tanh(W x + U h + b)"),
        new(
            Rules.EmptySpec.Id,
            "the spec is empty",
            """
            There is no equation at all; comments do not count. A file that was saved empty looks like this too.
            """,
            "# to be written",
            """
            Write at least one equation for the next value of a state.
            """,
            "# the simple recurrent network\nh' = tanh(W x + U h + b)"),
        new(
            Rules.TooDeep.Id,
            "the expression is nested too deep",
            """
            Parentheses and calls may stand 128 deep in each other; no paper's equation comes near. Deeper ones come from
            programs that write specs.
            """,
            "h' = W x + ((((( … h … )))))",
            """
            Give a part of the expression a name of its own, and use the name.
            """,
            "a  = U h\nh' = W x + a")
        {
            WrongInFull = "h' = W x + " + new string('(', 200) + "h" + new string(')', 200),
        },
        new(
            Rules.TooManyOperations.Id,
            "the equation has too many operations",
            """
            One equation may hold a few hundred operations, which is more than a page of a paper. A longer one comes from a
            program that writes specs.
            """,
            "h' = W x + h + h + h + …",
            """
            Give a part of the equation a name of its own, and use the name.
            """,
            "a  = W x + h\nh' = tanh(a + U h)")
        {
            WrongInFull = "h' = W x" + string.Concat(Enumerable.Repeat(" + h", 1500)),
        },
        new(
            Rules.NumberTooLarge.Id,
            "the number is too large",
            """
            The number is beyond the largest double, about 1.8e308.
            """,
            "h' = min(W x + U h, 1e999)",
            """
            Write a smaller number. A bound that never binds can be left out.
            """,
            "h' = min(W x + U h, 1e30)"),
        new(
            Rules.TooLong.Id,
            "the spec is too long",
            """
            A spec has an upper limit of characters so that a wrong file is told at once and a right one compiles quickly.
            The longest cell of the literature takes a small part of it.
            """,
            "h' = tanh(W x + U h)\n# … thousands of characters …",
            """
            Shorten the comments, or split the cell in two and stack them. If the file is no spec, give the right one.
            """,
            "h' = tanh(W x + U h)\n# a short comment")
        {
            WrongInFull = "h' = tanh(W x + U h)\n#" + new string('-', 1 << 17),
        },
    ];
}
