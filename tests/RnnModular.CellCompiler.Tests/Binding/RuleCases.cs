using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Tests.Binding;

/// <summary>One way to break a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Spec">The spec; «…» marks what the diagnostic points at.</param>
/// <param name="Says">What its message must contain.</param>
sealed record RuleCase(Rule Rule, string Spec, string Says);

/// <summary>Bad specs, each with what is said about it and where.</summary>
static class RuleCases
{
    const string Sound = "h' = tanh(W x + U h)";

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        // The spec's form.
        new(Rules.UnexpectedCharacter, "h' = W x «$» h", "'$'"),
        new(Rules.UnexpectedCharacter, "h' = W x + «\u0007»h", "U+0007"),
        new(Rules.UnexpectedCharacter, "«\0»h' = W x + h", "U+0000"),
        new(Rules.UnexpectedCharacter, "h' = W x + h * «٣»", "'٣'"),
        new(Rules.UnexpectedCharacter, "h' = W x + h\u00a0«".Replace("\u00a0«", "«\u00a0»"), "remove it"),
        new(Rules.UnexpectedToken, "h' = tanh(W x + U h«»", "here ) is expected"),
        new(Rules.UnexpectedToken, "h' = tanh(((W x + U h))«»", "here ) is expected"),
        new(Rules.UnexpectedToken, "h' = tanh(W x + U h)«)»", "here the end of the line is expected"),
        new(Rules.UnexpectedToken, "h' = W x + (U (h * (b + c)))«)»", "the end of the line is expected"),
        new(Rules.UnexpectedToken, "h' = W x +«»", "a name, a number or ( is expected"),
        new(Rules.UnexpectedToken, "h' = W x + «*» h", "Unexpected '*'"),
        new(Rules.UnexpectedToken, "h' = tanh(«)»", "a name, a number or ( is expected"),
        new(Rules.UnexpectedToken, "«=» tanh(W x)\n" + Sound, "a line begins with a name"),
        new(Rules.UnexpectedToken, "«3» = h\n" + Sound, "a line begins with a name"),
        new(Rules.UnexpectedToken, "h' «:» tanh(W x)\n", "here = is expected"),
        new(Rules.UnexpectedToken, Sound + "\nstate c «=» H", "here : is expected"),
        new(Rules.UnexpectedToken, Sound + "\nstate c : «0»", "a whole number from 1"),
        new(Rules.UnexpectedToken, Sound + "\nstate c : «2.5»", "a whole number from 1"),
        new(Rules.UnexpectedToken, Sound + "\nconst eps = «one»", "a number is expected"),
        new(Rules.UnexpectedToken, Sound + "\ninit U = «[»", "a number or a name is expected"),
        new(Rules.UnexpectedToken, Sound + "\ntensor t = [W«,» U]", "here ; or ] is expected"),
        new(Rules.EmptySpec, "«»", "write at least one equation"),
        new(Rules.EmptySpec, "«» \n\t # only a comment\n", "write at least one equation"),
        new(Rules.TooDeep, "h' = W x + " + new string('(', 128) + "«(»h" + new string(')', 129), "give a part of it a name"),
        new(Rules.TooManyOperations, "h' = W x" + string.Concat(Enumerable.Repeat(" + h", 199)) + " «+» h", "give a part of it a name"),
        new(Rules.NumberTooLarge, "h' = W x + «1e999» * h", "larger than a number can be"),
        new(Rules.TooLong, "h' = W x + U h #" + new string('x', 7984) + "«" + new string('x', 2000) + "»", "the most is 8000"),

        // Names.
        new(Rules.UnknownName, "h' = «sigmod»(W x + U h)", "did you mean sigmoid?"),
        new(Rules.UnknownName, "h' = «foobarbaz»(W x + U h)", "functions are abs, clamp"),
        new(Rules.UnknownName, "h' = tanh(W x + U «c'»)", "no equation c' = … stands in the spec"),
        new(Rules.UnknownName, "h' = tanh(W «x'» + U h)", "'x' is the input, and only states have a next value"),
        new(Rules.UnknownName, "r = tanh(W x)\nh' = «r'» * h", "only states have a next value"),
        new(Rules.UnknownName, "state c : «Q»\n" + Sound, "define one with: size Q = …"),
        new(Rules.UnknownName, "size P = «Q» / 2\n" + Sound, "sizes are I, H"),
        new(Rules.UnknownName, Sound + "\ninit «bb» = 1", "no parameter of that name"),
        new(Rules.UnknownName, "h' = tanh(W x + U h + bias)\ninit «biass» = 1", "did you mean bias?"),
        new(Rules.DefinedTwice, "h' = tanh(W x + U h)\n«h'» = W x", "remove one of the two"),
        new(Rules.DefinedTwice, "r = W x\n«r» = U h\nh' = tanh(r)", "remove one of the two"),
        new(Rules.DefinedTwice, "const a = 1\nparam «a» : H\nh' = tanh(W x + a * h)", "remove one of the two"),
        new(Rules.DefinedTwice, "size P = 2\nsize «P» = 3\n" + Sound, "remove one of the two"),
        new(Rules.DefinedTwice, Sound + "\ntensor t = [W]\ntensor «t» = [U]", "remove one of the two"),
        new(Rules.UsedBeforeDefined, "h' = tanh(W x + «r» * h)\nr = sigmoid(U h)", "move the equation up"),
        new(Rules.UsedBeforeDefined, "r = tanh(W x + «r»)\nh' = r + h", "make it a state: r' = …"),
        new(Rules.UsedBeforeDefined, "h' = tanh(W x + U «c'»)\nc' = h", "move the equation up"),
        new(Rules.ReservedName, "«tanh» = W x\nh' = tanh(tanh)", "a function of the language"),
        new(Rules.ReservedName, "«x» = h\nh' = tanh(W x + U h)", "the input"),
        new(Rules.ReservedName, "«H»' = tanh(W x)".Replace("«H»'", "«H'»"), "a size"),
        new(Rules.ReservedName, "state «x» : H\n" + Sound, "the input"),
        new(Rules.ReservedName, "param «sigmoid» : H\n" + Sound, "a function of the language"),
        new(Rules.ReservedName, "size «tanh» = 3\n" + Sound, "a function of the language"),
        new(Rules.ReservedName, "size «x» = 3\n" + Sound, "the input"),
        new(Rules.ReservedName, "param «r» : H\nr = W x\nh' = tanh(r + h)", "defined by an equation"),
        new(Rules.ReservedName, "h' = tanh(W x + «sigmoid» * h)", "give it arguments in parentheses"),
        new(Rules.ReservedName, "h' = «tanh» x + U h", "give it arguments in parentheses"),
        new(Rules.ReservedName, "h' = tanh(W x + «H» * h)", "a size"),
        new(Rules.ReservedName, "h' = tanh(W x + «H» h)", "a size"),
        new(Rules.ReservedName, "state h : H\n«h» = tanh(W x + U h)", "write h' = … for its next value"),
        new(Rules.ReservedName, Sound + "\ntensor «U» = [W]", "a parameter that is no part of it"),
        new(Rules.WrongArgumentCount, "h' = «tanh(W x, U h)»", "tanh takes 1 argument, but 2 stand here"),
        new(Rules.WrongArgumentCount, "h' = U h + «clamp(W x)»", "clamp takes 3 arguments, but 1"),
        new(Rules.WrongArgumentCount, "h' = U h + «leaky_relu(W x, 1, 2)»", "1 or 2 arguments"),
        new(Rules.BadTensor, Sound + "\ntensor t = [W; «V»]", "no parameter of that name"),
        new(Rules.BadTensor, Sound + "\ntensor t = [W; «W»]", "already belongs to a tensor"),
        new(Rules.BadTensor, Sound + "\ntensor t = [W; «U»]", "not as wide as those of the first"),
        new(Rules.BadTensor, "h' = tanh(W x + U h + b)\ntensor t = [U; «b»]", "not as wide as those of the first"),
        new(Rules.BadInitial, "h' = tanh(W x + U h)\ninit U = «identical»", "use a number, or one of: orthogonal, uniform, xavier"),
        new(Rules.BadInitial, "param U : H x H = «eye»\n" + Sound, "use a number"),
        new(Rules.PlainNumberProduct, "h' = tanh(W x + «2» h)", "write * for an elementwise product"),
        new(Rules.PlainNumberProduct, "h' = tanh(W x) + «(a + b)» h", "this is no matrix"),

        // States, input, output.
        new(Rules.NoState, "«y» = tanh(W x)", "write an equation for a primed name"),
        new(Rules.NoState, "«»param W : H x I", "write an equation for a primed name"),
        new(Rules.NoState, "«h» = tanh(W x + U g)", "nothing is carried"),
        new(Rules.StateNeverUpdated, "state «c» : H\nh' = tanh(W x + U h + c)", "add an equation c' = …"),
        new(Rules.StateNeverUpdated, "state «h» : H", "add an equation h' = …"),
        new(Rules.StateNeverRead, "«c'» = tanh(W x)\nh' = tanh(U h + V x)", "carries nothing"),
        new(Rules.InputNeverUsed, "«h'» = tanh(U h + b)", "use it, as in W x"),
        new(Rules.NoOutput, "«c'» = tanh(W x + U c)", "neither a state h nor an equation for y"),
        new(Rules.NoOutput, "«»state c : H", "name one of them"),
        new(Rules.NeverUsed, "«r» = sigmoid(V x + b)\nh' = tanh(W x + U h)\nparam V : H x I", "nothing depends on it"),

        // Shapes.
        new(Rules.ShapesDisagree, "h' = tanh(«x + h»)", "the left operand has size I and the right one has size H"),
        new(Rules.ShapesDisagree, "param W : H x H\nh' = tanh(«W x» + U h)", "W has shape [H, H]"),
        new(Rules.ShapesDisagree, "h' = «x»\ny = V h'", "an equation needs them to agree"),
        new(Rules.ShapesDisagree, "h' = «0.5»\ny = V x + U h", "h' has size H and its equation has one value"),
        new(Rules.ShapesDisagree, "size P = H / 2\nstate c : P\nc' = tanh(W x + c)\nh' = tanh(«c' + h»)", "size P"),
        new(Rules.SizeOpen, "param U : H x 2 * H\nh' = tanh(U concat(«A» x, B h))", "declare it, as in param A : H x I"),
        new(Rules.SizeOpen, "param U : H x 3\nh' = tanh(U concat(A x, «B» h))", "declare it, as in param B : H x H"),
        new(Rules.ShapesDisagree, "param U : H x 3\nh' = tanh(«U concat(x, h)»)", "size (I + H)"),
        new(Rules.ShapesDisagree, "param A : 2 * H x I\nh' = tanh(«A x + h»)", "size (2 * H)"),
        new(Rules.BadSize, "size P = «(H + I - 1) / (2 - 2)»\n" + Sound, "a division by zero"),
        new(Rules.UnexpectedToken, Sound + "\nsize P = (H + 1«»", "here ) is expected"),
        new(Rules.MatrixAndVector, "h' = tanh(W x + U h + «U»)", "use two names"),
        new(Rules.MatrixAndVector, "h' = tanh(W x + u * h + «u» h)", "use two names"),
        new(Rules.NotAMatrix, "r = sigmoid(W x)\nh' = tanh(«r» h)", "the left side of an equation; write *"),
        new(Rules.NotAMatrix, "h' = tanh(W x + «h» h)", "a state"),
        new(Rules.NotAMatrix, "const k = 2\nh' = tanh(W x + «k» h)", "a constant"),
        new(Rules.MatrixAmongValues, "h' = tanh(W x + «transpose(U)»)", "where a matrix multiplies a vector"),
        new(Rules.DividesByZero, "h' = tanh(W x + U h) / «abs(h)»", "add a small constant"),
        new(Rules.DividesByZero, "h' = tanh(W x + U h) / «0»", "add a small constant"),
        new(Rules.ProductWithNumber, "h' = tanh(W x + h) + «b 2»", "write * for an elementwise product"),
        new(Rules.ProductWithNumber, "const k = 3\nh' = tanh(W x + h) + «U (k / 2)»", "before a plain number"),
        new(Rules.BadSize, "size P = «1 - 2»\n" + Sound, "from 1 to 16777216"),
        new(Rules.BadSize, "size P = «16777216 * 2»\n" + Sound, "comes to 33554432"),
        new(Rules.BadSize, "size P = 3\nstate c : «P / 4»\nc' = c\n" + Sound, "comes to 0"),
    ];
}
