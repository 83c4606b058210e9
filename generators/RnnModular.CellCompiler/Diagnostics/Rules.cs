namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>One kind of diagnostic.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What failed, why, what to do; {0}… are names of the spec.</param>
public sealed record Rule(string Id, CellSeverity Severity, string Message);

/// <summary>
/// Every diagnostic of the compiler. Ranges: 0001–0099 the spec's form, 0100–0199 shapes, 0200–0299 differentiation,
/// 0300–0399 code generation. The generator keeps 0001, 0303 and 0304 for the class the spec stands on.
/// </summary>
public static class Rules
{
    public static Rule UnexpectedCharacter { get; } = new("RNN0002", CellSeverity.Error, "The {0} has no meaning in a cell spec; {1}.");

    public static Rule UnexpectedToken { get; } = new("RNN0003", CellSeverity.Error, "Unexpected {0}: {1}.");

    public static Rule UnknownName { get; } = new("RNN0004", CellSeverity.Error, "The name '{0}' is not known here{1}.");

    public static Rule NoState { get; } = new("RNN0005", CellSeverity.Error, "The spec gives no state a next value, so nothing is carried from step to step; write an equation for a primed name, as in h' = tanh(W x + U h + b).");

    public static Rule EmptySpec { get; } = new("RNN0006", CellSeverity.Error, "The spec is empty; write at least one equation, as in h' = tanh(W x + U h + b).");

    public static Rule DefinedTwice { get; } = new("RNN0007", CellSeverity.Error, "'{0}' is defined twice; remove one of the two or give it another name.");

    public static Rule UsedBeforeDefined { get; } = new("RNN0008", CellSeverity.Error, "'{0}' is needed before its equation can be computed; break the circle (inside a repeat, move the equation up), or, if the previous step's value is meant, make it a state: {0}' = ….");

    public static Rule StateNeverUpdated { get; } = new("RNN0009", CellSeverity.Error, "The state '{0}' never gets a next value; add an equation {0}' = …, or remove the state.");

    public static Rule StateNeverRead { get; } = new("RNN0010", CellSeverity.Warning, "The state '{0}' is never read, so it carries nothing; drop the prime if it is only an intermediate value.");

    public static Rule InputNeverUsed { get; } = new("RNN0011", CellSeverity.Error, "No equation depends on the input '{0}', so the cell could learn nothing from it; use it, as in W {0}.");

    public static Rule NoOutput { get; } = new("RNN0012", CellSeverity.Error, "The spec has no equation for y or h, and neither just one state that is a vector nor just one vector that nothing reads, so it is not clear what its output is; say it in a line, as in y = {0}.");

    public static Rule ReservedName { get; } = new("RNN0013", CellSeverity.Error, "'{0}' cannot be {1} because it is {2}; choose another name.");

    public static Rule WrongArgumentCount { get; } = new("RNN0014", CellSeverity.Error, "{0} takes {1}, but {2} stand here.");

    public static Rule TooDeep { get; } = new("RNN0015", CellSeverity.Error, "The expression is nested more than {0} deep; give a part of it a name of its own.");

    public static Rule NumberTooLarge { get; } = new("RNN0016", CellSeverity.Error, "{0} is larger than a number can be.");

    public static Rule TooLong { get; } = new("RNN0017", CellSeverity.Error, "The spec has {0} characters; the most is {1}.");

    public static Rule NeverUsed { get; } = new("RNN0018", CellSeverity.Warning, "'{0}' is defined but nothing depends on it; it costs nothing at run time and can be removed.");

    public static Rule BadTensor { get; } = new("RNN0019", CellSeverity.Error, "The tensor '{0}' cannot hold '{1}': {2}.");

    public static Rule BadInitial { get; } = new("RNN0020", CellSeverity.Error, "'{0}' is not a way to start a parameter; use a number, or one of: {1}.");

    public static Rule PlainNumberProduct { get; } = new("RNN0021", CellSeverity.Error, "Side by side means a matrix times a vector, and {0} is no matrix; write * for an elementwise product.");

    public static Rule TooManyOperations { get; } = new("RNN0022", CellSeverity.Error, "The equation has more than {0} operations; give a part of it a name of its own.");

    public static Rule BadSize { get; } = new("RNN0023", CellSeverity.Error, "This size comes to {0}; a size is a whole number from 1 to {1}, so write a larger or a smaller one.");

    public static Rule BadRepeat { get; } = new("RNN0024", CellSeverity.Error, "How often this repeats must be known here and be from 1 to {0}; write a whole number, a const or a size that is a number.");

    public static Rule TooMuchRepeated { get; } = new("RNN0025", CellSeverity.Error, "Written out, the repeats come to more than {0} operations; repeat less often, or less in each.");

    public static Rule BadIndex { get; } = new("RNN0026", CellSeverity.Error, "Which '{0}' is meant must be known here; an index is a whole number from 0, or made of the name that a repeat counts.");

    public static Rule BadConstant { get; } = new("RNN0027", CellSeverity.Error, "The constant '{0}' has no value: {1}.");

    public static Rule ConstantOnly { get; } = new("RNN0028", CellSeverity.Error, "{0} is computed of weights and constants, where they multiply something, as in {0}(A) h, and of no values of the step; give its value a name, as in E = {0}(…) or const E = {0}(…), and write E h.");

    public static Rule BadSlice { get; } = new("RNN0029", CellSeverity.Error, "This is no part of a vector or matrix: {0}.");

    public static Rule SourceNeverRead { get; } = new("RNN0031", CellSeverity.Warning, "No equation reads {0} '{1}', so whatever it holds changes nothing; use it, or remove its declaration.");

    public static Rule BadProbability { get; } = new("RNN0032", CellSeverity.Error, "The probability of a mask cannot be {0}; it is how often the mask is 1, so give a number above 0 and at most 1.");

    public static Rule BadStart { get; } = new("RNN0033", CellSeverity.Error, "'{0}' is not a way to start a state; use a number, or the word learned.");

    public static Rule TooManyStates { get; } = new("RNN0034", CellSeverity.Error, "The spec has {0} states; the most is {1}, so keep several values in one state and take them apart with slice or split.");

    public static Rule ShapesDisagree { get; } = new("RNN0101", CellSeverity.Error, "{0} has {1} and {2} has {3}; {4} needs them to agree.");

    public static Rule SizeOpen { get; } = new("RNN0102", CellSeverity.Error, "The size of '{0}' is not determined by any equation; declare it, as in {1}.");

    public static Rule MatrixAndVector { get; } = new("RNN0103", CellSeverity.Error, "'{0}' is used both as a matrix (before a vector) and as a vector; write * for an elementwise product, or use two names.");

    public static Rule NotAMatrix { get; } = new("RNN0104", CellSeverity.Error, "'{0}' stands before a vector as if it were a matrix, but it is {1}; write * for an elementwise product.");

    public static Rule MatrixAmongValues { get; } = new("RNN0106", CellSeverity.Error, "{0} stands among values, but it belongs where a matrix multiplies a vector or another matrix, as in transpose(U) h.");

    public static Rule FunctionOfVectors { get; } = new("RNN0107", CellSeverity.Error, "{0} takes vectors, but this has {1}; sum the matrix along an axis first, as in sum(A, 1), multiply it by a vector, or read it as one, as in flatten(A).");

    public static Rule MatrixOutput { get; } = new("RNN0108", CellSeverity.Error, "The output '{0}' has {1}, but the output of a cell is a vector; read the matrix by a vector, as in y = C q.");

    public static Rule DotAmongMatrices { get; } = new("RNN0109", CellSeverity.Error, "This is one number, since vectors are columns here and kᵀ v is their dot product, yet it stands beside a matrix; write outer(k, v) for the matrix, or dot(k, v) for the number.");

    public static Rule BesideAMatrix { get; } = new("RNN0111", CellSeverity.Error, "What stands before this matrix is no matrix as far as its name tells; declare it as one, as in param {0} : H x H, or write * for an elementwise product.");

    public static Rule DividesByZero { get; } = new("RNN0202", CellSeverity.Warning, "The divisor is zero at the initial state (zeros unless init says otherwise), so the first step would not be finite; add a small constant, or start the state or the parameter elsewhere.");

    public static Rule NotFiniteAtStart { get; } = new("RNN0203", CellSeverity.Warning, "{0} is not finite at the initial state (zeros unless init says otherwise), so the first step would not be either; keep its argument above zero, or start the state or the parameter elsewhere.");

    public static Rule ProductWithNumber { get; } = new("RNN0105", CellSeverity.Error, "'{0}' stands before a plain number as if that were a vector; write * for an elementwise product.");
}
