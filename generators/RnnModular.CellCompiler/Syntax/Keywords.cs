namespace RnnModular.CellCompiler.Syntax;

/// <summary>Words that begin a declaration. They are words of the language only there: <c>state</c> alone is a name like any other.</summary>
static class Keywords
{
    public const string State = "state";
    public const string Parameter = "param";
    public const string Constant = "const";
    public const string Size = "size";
    public const string Init = "init";
    public const string Tensor = "tensor";
    public const string Input = "input";
    public const string Mask = "mask";

    /// <summary>Begins a block, not a declaration.</summary>
    public const string Repeat = "repeat";

    public static IReadOnlyList<string> All { get; } = [State, Parameter, Constant, Size, Init, Tensor, Input, Mask];

    public static bool IsKeyword(string word) => All.Contains(word);
}
