namespace RnnModular.CellCompiler.Ir;

/// <summary>A carried state.</summary>
/// <param name="Name">The spec's name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Previous">The leaf of its previous value.</param>
/// <param name="Next">The node of its next value.</param>
public sealed record StateInfo(string Name, Shape Shape, int Previous, int Next);

/// <summary>A parameter, in checkpoint order.</summary>
/// <param name="Name">The spec's name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Leaf">Its node.</param>
/// <param name="Initial">The contract's name of how it starts.</param>
/// <param name="InitialConstant">The number when it starts constant.</param>
public sealed record ParameterInfo(string Name, Shape Shape, int Leaf, string Initial, double InitialConstant)
{
    /// <summary>What the contract's way is multiplied by.</summary>
    public double InitialScale { get; init; } = 1;

    /// <summary>For one that is drawn, each value as C#, with the names of sizes in braces.</summary>
    public string? Draw { get; init; }
}

/// <summary>A public tensor and the parameters stacked in it.</summary>
/// <param name="Name">The public name.</param>
/// <param name="Parts">The spec's parameters.</param>
public sealed record TensorInfo(string Name, EquatableArray<string> Parts);

/// <summary>A named size.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">What it is computed from, as C#; null for the free sizes I and H.</param>
/// <param name="IsPadded">True for the padded length of a matrix's rows, which lowering adds.</param>
public sealed record SizeInfo(string Name, string? Definition, bool IsPadded = false);

/// <summary>A constant vector or matrix.</summary>
/// <param name="Name">The spec's name.</param>
/// <param name="Shape">Its shape, in numbers.</param>
/// <param name="Values">Row by row.</param>
public sealed record TableInfo(string Name, Shape Shape, EquatableArray<double> Values);

/// <summary>What must hold of the sizes a cell is made with.</summary>
/// <param name="Lanes">No more lanes than…</param>
/// <param name="Width">…this vector has.</param>
/// <param name="What">What asks it, in words.</param>
public sealed record SizeCheck(Dim Lanes, Dim Width, string What);

/// <summary>One step of a cell: every value and how it comes about.</summary>
/// <param name="Nodes">Operands before their users.</param>
/// <param name="Sizes">The named sizes, each defined by earlier ones; <c>I</c> and <c>H</c> first.</param>
/// <param name="States">The carried states.</param>
/// <param name="Parameters">The parameters, parts of a tensor side by side.</param>
/// <param name="Tensors">The public tensors.</param>
/// <param name="Input">The leaf of x, or −1 when nothing reads it.</param>
/// <param name="Output">The node of the output.</param>
/// <param name="OutputName">Its name in the spec.</param>
public sealed record StepGraph(
    EquatableArray<Node> Nodes,
    EquatableArray<SizeInfo> Sizes,
    EquatableArray<StateInfo> States,
    EquatableArray<ParameterInfo> Parameters,
    EquatableArray<TensorInfo> Tensors,
    int Input,
    int Output,
    string OutputName)
{
    /// <summary>What slices ask of the sizes.</summary>
    public EquatableArray<SizeCheck> Checks { get; init; }

    /// <summary>The constant vectors and matrices that the step reads.</summary>
    public EquatableArray<TableInfo> Tables { get; init; }

    /// <summary>What comes with every step beside x, in the order of an input row.</summary>
    public EquatableArray<InputInfo> SideInputs { get; init; }

    /// <summary>The random masks.</summary>
    public EquatableArray<MaskInfo> Masks { get; init; }

    /// <summary>The starts of states that do not start at zero.</summary>
    public EquatableArray<StartInfo> Starts { get; init; }

    /// <summary>The states that the loop carries from step to step.</summary>
    public IEnumerable<StateInfo> LoopStates => States.Where(s => Nodes[s.Previous].Operation == Operations.State);

    /// <summary>The states that are x of an earlier step; see <c>FindPastInputs</c>.</summary>
    public IEnumerable<StateInfo> PastInputs => States.Where(s => Nodes[s.Previous].Operation == Operations.PastInput);

    /// <summary>The leaves that belong to the contract, whether anything reads them or not.</summary>
    public IEnumerable<int> Contract =>
        [Input, .. SideInputs.Select(i => i.Leaf), .. Masks.Select(m => m.Leaf), .. States.Select(s => s.Previous), .. Parameters.Select(p => p.Leaf)];

    /// <summary>The same step over other nodes.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="map">Where each old node went.</param>
    public StepGraph Mapped(EquatableArray<Node> nodes, int[] map) => this with
    {
        Nodes = nodes,
        States = States.Select(s => s with { Previous = map[s.Previous], Next = map[s.Next] }).ToEquatableArray(),
        Parameters = Parameters.Select(p => p with { Leaf = map[p.Leaf] }).ToEquatableArray(),
        SideInputs = SideInputs.Select(i => i with { Leaf = map[i.Leaf] }).ToEquatableArray(),
        Masks = Masks.Select(m => m with { Leaf = map[m.Leaf] }).ToEquatableArray(),
        Input = map[Input],
        Output = map[Output],
    };

    /// <summary>The state that is also the output, or −1 when the output is a value of its own.</summary>
    public int OutputState => States.ToList().FindIndex(s => s.Next == Output);
}
