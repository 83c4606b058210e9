namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about the generator and the compiler themselves. Their examples are C#.</summary>
public static partial class Explanations
{
    /// <summary>The generator's id for a class of the wrong form.</summary>
    public const string ClassShapeId = "RNN0001";

    /// <summary>The generator's id for a fault of the compiler.</summary>
    public const string InternalId = "RNN0303";

    /// <summary>The generator's id for two specs of one name.</summary>
    public const string NameTakenId = "RNN0304";

    static IEnumerable<Explanation> OfGeneration() =>
    [
        new(
            ClassShapeId,
            "a cell class must be a sealed partial class",
            """
            The generator writes the other half of a class with [RecurrentCell], so the class must be partial; a cell is
            final, so it must be sealed; and it must stand at the top level of its namespace, without type parameters.
            """,
            "[RnnModular.RecurrentCell(\"h' = tanh(W x + U h)\")]\npublic class LeakyCell;",
            """
            Declare it as the message says.
            """,
            "[RnnModular.RecurrentCell(\"h' = tanh(W x + U h)\")]\npublic sealed partial class LeakyCell;"),
        new(
            InternalId,
            "the compiler itself failed",
            """
            The cell compiler met something it should have refused with a message of its own. The fault is the compiler's,
            not the spec's; the other cells of the project are not affected.
            """,
            "",
            """
            Report it together with the equations. Until it is mended, writing the marked equation in two steps, with a name
            for the part between, often helps.
            """,
            ""),
        new(
            NameTakenId,
            "two specs give classes of the same name",
            """
            The files emitted for a cell are called after its class, and file names do not tell capitals apart. Two classes
            of one name, even in different namespaces, or a class and a .cell file of that name, would overwrite each other.
            """,
            "namespace A { [RnnModular.RecurrentCell(\"h' = tanh(W x + U h)\")] sealed partial class LeakyCell; }\nnamespace B { [RnnModular.RecurrentCell(\"h' = tanh(W x + U h)\")] sealed partial class LeakyCell; }",
            """
            Rename one of the two.
            """,
            "namespace A { [RnnModular.RecurrentCell(\"h' = tanh(W x + U h)\")] sealed partial class LeakyCell; }\nnamespace B { [RnnModular.RecurrentCell(\"h' = tanh(W x + U h)\")] sealed partial class OtherCell; }"),
    ];
}
