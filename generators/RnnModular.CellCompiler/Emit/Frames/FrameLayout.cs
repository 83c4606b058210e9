using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Kernels;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Frames;

/// <summary>
/// The frame: one struct of pointers and sizes that every kernel of a cell receives. This knows its fields, and how a
/// kernel writes "this value of row i at lane j".
/// </summary>
sealed class FrameLayout
{
    readonly CellSource _source;
    readonly NameScope _scope = new("i", "j", "f", "row", "rows", "block", "blocks", "sums", "from", "to", "V", "Lanes", "VectorMath", "x", "y", "dx", "dy", "training", "walksBack", "ahead", "Frame");
    readonly Dictionary<(PlaceKind, string, Dim), string> _bases = [];
    readonly SortedDictionary<string, Dim> _dims = new(StringComparer.Ordinal);

    public FrameLayout(CellSource source, CellProgram program)
    {
        _source = source;
        Program = program;
        IEnumerable<Stage> stages = program.Forward.Stages.Concat(program.Backward.Stages);
        foreach (Dim dim in stages.SelectMany(s => Places(s).Select(p => p.Dim).Concat(s.Offsets).Concat(s.Sizes).Append(s.Lanes).Append(s.Extent)))
        {
            UseDim(dim);
        }

        foreach (Stage stage in stages)
        {
            foreach (Place place in Places(stage))
            {
                Use(place);
            }

            foreach (ProductGroup group in ProductGroup.Of(stage, TileSet.MostGates))
            {
                for (int index = 0; index < group.Products.Count; index++)
                {
                    Panels.Add(new PanelField(_scope.Take(PanelName(stage, group, index)), stage, group, group.Products[index]));
                }
            }
        }
    }

    /// <summary>The program.</summary>
    public CellProgram Program { get; }

    /// <summary>The constant vectors and matrices that are read.</summary>
    public IEnumerable<TableInfo> Tables => Program.Graph.Tables.Where(t => Program.Graph.Nodes.Any(n => n.Operation == Operations.Table && n.Name == t.Name));

    /// <summary>True when the streaming step of the class is emitted for its sizes, beside the stages.</summary>
    public bool HasFixedStep { get; init; }

    /// <summary>Packed weights, one panel a wide product.</summary>
    public List<PanelField> Panels { get; } = [];

    /// <summary>Pointer fields by what they point to.</summary>
    public IEnumerable<(PlaceKind Kind, string Name, Dim Dim, string Field)> Pointers =>
        _bases.Select(b => (b.Key.Item1, b.Key.Item2, b.Key.Item3, b.Value)).OrderBy(b => b.Item1).ThenBy(b => b.Value, StringComparer.Ordinal);

    /// <summary>Sizes that kernels read, by field name.</summary>
    public IEnumerable<KeyValuePair<string, Dim>> Dims => _dims.Where(d => Fixed(d.Value) is null);

    /// <summary>The stride fields, with what they are the stride of.</summary>
    public IEnumerable<(string Field, PlaceKind Kind, string Name, Dim Dim)> Strides => Pointers
        .Where(p => p.Kind is not (PlaceKind.Parameter or PlaceKind.Matrix))
        .Select(p => (StrideField(p.Kind, p.Name, p.Dim), p.Kind, p.Name, p.Dim))
        .GroupBy(p => p.Item1)
        .Select(g => g.First());

    /// <summary>True when stages outside the loop add to sums: those of a block of rows lie behind those of the sequences.</summary>
    public bool SumsInBlocks => Program.Backward.Stages.Any(s => s.Phase != Phase.Loop && s.Stores.Any(t => t.Place.Kind == PlaceKind.Total));

    /// <summary>States of which a stage writes many steps at once.</summary>
    public IEnumerable<string> WalkedStates => Program.Forward.Stages.Where(s => s.WalksSteps).SelectMany(s => s.Stores).Where(s => s.Place.Kind == PlaceKind.Next).Select(s => s.Place.Name).Distinct();

    /// <summary>The field that says how far a state's next step lies from this one.</summary>
    public static string AheadField(string state) => state + "StateAhead";

    /// <summary>The field of a panel.</summary>
    public PanelField Panel(Stage stage, ProductGroup group, WideProduct product) => Panels.First(p => p.Stage.Name == stage.Name && p.Group.Equals(group) && p.Product.Equals(product));

    /// <summary>A size inside a kernel.</summary>
    public string Size(Dim dim) => Fixed(dim) is { } known ? Literal.Integer(known) : "f." + dim.Identifier;

    /// <summary>A size padded to whole rows, inside a kernel.</summary>
    public string Wide(Dim dim) => Fixed(dim) is { } known ? Literal.Integer(Storage.Padded(known)) : "f.wide" + dim.Identifier;

    /// <summary>The pointer to the first row of a value.</summary>
    public string Base(Place place) => "f." + _bases[Key(place)] + Column(place);

    /// <summary>Floats from row to row; 0 for what all rows share.</summary>
    public string Stride(Place place) => place.Kind is PlaceKind.Parameter or PlaceKind.Matrix ? "0" : "f." + StrideField(place.Kind, place.Name, place.Dim);

    /// <summary>The field that points to the first row of a value, or of the values beside which it lies.</summary>
    public string Field(Place place) => _bases[Key(place)];

    /// <summary>The fixed value of a size, if the source fixes it.</summary>
    public int? Fixed(Dim dim) => dim.Text == "I" && _source.Input > 0 ? _source.Input
        : dim.Text == "H" && _source.Hidden > 0 ? _source.Hidden
        : dim.Number;

    /// <summary>The class's field for a vector of parameters.</summary>
    public static string VectorField(string name) => name == "kernels" || name.Contains("Weights") || name.EndsWith("_vector", StringComparison.Ordinal) || name.EndsWith("_exponential", StringComparison.Ordinal)
        ? $"_{name}_vector"
        : "_" + name;

    /// <summary>The class's field for what the exponential of a matrix keeps for its gradient.</summary>
    public static string ExponentialField(string name) => $"_{name}_exponential";

    /// <summary>The class's field for a matrix of parameters with padded rows.</summary>
    public static string RowsField(string name) => $"_{name}_rows";

    static IEnumerable<Place> Places(Stage stage) => stage.Loads.Select(l => l.Place)
        .Concat(stage.Stores.Select(s => s.Place))
        .Concat(stage.Accumulators.SelectMany(a => a.Terms).Select(t => t.Operand));

    void Use(Place place)
    {
        if (!_bases.ContainsKey(Key(place)))
        {
            _bases.Add(Key(place), place.Kind switch
            {
                PlaceKind.Input => "x",
                PlaceKind.Output => "y",
                PlaceKind.OutputGradient => "dy",
                PlaceKind.InputGradient => "dx",
                PlaceKind.SideInput or PlaceKind.PastInput or PlaceKind.Mask or PlaceKind.Parameter or PlaceKind.Matrix or PlaceKind.Previous => _scope.Take(place.Name),
                PlaceKind.Next => _scope.Take(place.Name + "Next"),
                PlaceKind.CarriedIn => _scope.Take($"d{place.Name}Next"),
                PlaceKind.CarriedOut or PlaceKind.SideInputGradient or PlaceKind.PastInputGradient => _scope.Take("d" + place.Name),
                _ => _scope.Take(place.Kind.ToString().ToLowerInvariant() + place.Dim.Identifier),
            });
        }
    }

    void UseDim(Dim dim)
    {
        if (!_dims.ContainsKey(dim.Identifier))
        {
            _dims.Add(_scope.Take(dim.Identifier), dim);
        }
    }

    string Column(Place place) => Column(place, Wide(place.Dim));

    /// <summary>How far right of its row's start a value lies, given its padded width.</summary>
    public static string Column(Place place, string wide) => place.Slot == 0 ? "" : place.Slot == 1 ? $" + {wide}" : $" + {Literal.Integer(place.Slot)} * {wide}";

    static string StrideField(PlaceKind kind, string name, Dim dim) => kind switch
    {
        PlaceKind.Input => "xStride",
        PlaceKind.Output => "yStride",
        PlaceKind.OutputGradient => "dyStride",
        PlaceKind.InputGradient => "dxStride",
        PlaceKind.SideInput or PlaceKind.SideInputGradient or PlaceKind.PastInput or PlaceKind.PastInputGradient => name + "InputStride",
        PlaceKind.Mask => name + "MaskStride",
        PlaceKind.Saved or PlaceKind.Scratch or PlaceKind.Gradient or PlaceKind.Total => kind.ToString().ToLowerInvariant() + dim.Identifier + "Stride",
        _ => name + "StateStride",
    };

    static string PanelName(Stage stage, ProductGroup group, int product)
    {
        string name = char.ToLowerInvariant(stage.Name[0]) + stage.Name.Substring(1) + "Weights";
        return group.First == 0 && product == 0 ? name : $"{name}{Literal.Integer(group.First)}_{Literal.Integer(product)}";
    }

    static (PlaceKind, string, Dim) Key(Place place) => place.Kind is PlaceKind.Saved or PlaceKind.Scratch or PlaceKind.Gradient or PlaceKind.Total
        ? (place.Kind, "", place.Dim)
        : (place.Kind, place.Name, place.Dim);
}

/// <summary>The frame's field for one packed panel.</summary>
sealed record PanelField(string Field, Stage Stage, ProductGroup Group, WideProduct Product);
