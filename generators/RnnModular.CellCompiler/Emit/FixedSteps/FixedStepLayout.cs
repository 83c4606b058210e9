using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Kernels;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Reference;

namespace RnnModular.CellCompiler.Emit.FixedSteps;

/// <summary>Where the values of a step of fixed size lie: constant offsets into the state row, the packed weights and the room of a stream.</summary>
sealed class FixedStepLayout
{
    readonly SizeEvaluator _sizes;
    readonly Dictionary<string, int> _states = new(StringComparer.Ordinal);
    readonly Dictionary<Place, int> _room = [];
    readonly Dictionary<string, (int Offset, int Length)> _vectors = new(StringComparer.Ordinal);
    readonly HashSet<string> _shadowed = new(StringComparer.Ordinal);

    /// <summary>Lays out a step.</summary>
    /// <param name="source">Its sizes.</param>
    /// <param name="graph">The step.</param>
    /// <param name="plan">The step as stages.</param>
    /// <param name="set">The instruction set.</param>
    public FixedStepLayout(CellSource source, StepGraph graph, StepPlan plan, InstructionSet set)
    {
        (Graph, Plan, Set) = (graph, plan, set);
        _sizes = new SizeEvaluator(graph, source.Input, source.Hidden);
        Slot = FixedStepTiles.ChooseSlot(set, plan, _sizes.Of);
        Stages = [.. plan.Stages.Select(s => FixedStepTiles.Of(set, Slot, s, Size(s.Lanes)))];
        foreach (StateInfo state in graph.States)
        {
            _states.Add(state.Name, StateWidth);
            StateWidth += Storage.Padded(Size(state.Shape.Rows));
        }

        Room();
        Vectors();
    }

    /// <summary>The step.</summary>
    public StepGraph Graph { get; }

    /// <summary>The step as stages.</summary>
    public StepPlan Plan { get; }

    /// <summary>The instruction set.</summary>
    public InstructionSet Set { get; }

    /// <summary>Lanes of a gate's block, and of the vectors of the elementwise lines.</summary>
    public int Slot { get; }

    /// <summary>Floats in a vector of sums.</summary>
    public int Wide => FixedStepTiles.Wide(Set, Slot);

    /// <summary>The stages, cut into tiles.</summary>
    public IReadOnlyList<FixedStepTiles> Stages { get; }

    /// <summary>Floats of a state row.</summary>
    public int StateWidth { get; }

    /// <summary>Floats of a stream's room.</summary>
    public int RoomLength { get; private set; }

    /// <summary>Floats of the packed weights.</summary>
    public int WeightLength { get; private set; }

    /// <summary>Where sums pass from the registers to the elementwise lines.</summary>
    public int SumsOffset { get; private set; }

    /// <summary>Vectors of parameters that elementwise lines read, in the order in which they are packed.</summary>
    public IEnumerable<(string Name, int Length)> ParameterVectors => _vectors.OrderBy(v => v.Value.Offset).Select(v => (v.Key, v.Value.Length));

    /// <summary>States whose new values are still read as old ones after they are known, so that they move into the row at the end.</summary>
    public IEnumerable<(string Room, string State, int Length)> Shadowed => Graph.States.Where(s => _shadowed.Contains(s.Name))
        .Select(s => (Base(new Place(PlaceKind.Next, s.Name, s.Shape.Rows, 0)), At("state", _states[s.Name]), Size(s.Shape.Rows)));

    /// <summary>True when lines read x lane by lane, so that it needs a padded copy.</summary>
    public bool CopiesInput { get; private set; }

    /// <summary>A size as a number.</summary>
    public int Size(Dim dim) => _sizes.Of(dim);

    /// <summary>Floats of the weights of one tile of a stage.</summary>
    public int TileWeights(FixedStepTiles tiles) => tiles.Groups.Sum(g =>
        FixedStepTiles.Vectors(Wide, Slot, g.Nodes.Count, tiles.TileBlocks) * Wide * ((HasStart(g) ? 1 : 0) + g.Products.Sum(p => Size(p.Depth))));

    /// <summary>True when a sum of the group starts with parameters.</summary>
    public bool HasStart(ProductGroup group) => group.Nodes.Any(Plan.Starts.ContainsKey);

    /// <summary>The address of a value's first lane.</summary>
    public string Base(Place place) => place.Kind switch
    {
        PlaceKind.Input => CopiesInput ? At("room", _room[place]) : "x",
        PlaceKind.Previous => At("state", _states[place.Name]),
        PlaceKind.Parameter => At("weights", _vectors[place.Name].Offset),
        PlaceKind.Next when !_shadowed.Contains(place.Name) => At("state", _states[place.Name]),
        _ => At("room", _room[place]),
    };

    /// <summary>A pointer and a constant number of floats.</summary>
    public static string At(string pointer, int offset) => offset == 0 ? pointer : $"{pointer} + {Literal.Integer(offset)}";

    void Room()
    {
        for (int index = 0; index < Stages.Count; index++)
        {
            FixedStepTiles tiles = Stages[index];
            foreach (Store store in tiles.Stage.Stores.Where(s => s.Place.Kind == PlaceKind.Next && IsReadLater(s.Place.Name, index)))
            {
                _shadowed.Add(store.Place.Name);
            }

            foreach (Store store in tiles.Stage.Stores.Where(s => s.Place.Kind != PlaceKind.Next || _shadowed.Contains(s.Place.Name)))
            {
                Take(store.Place);
            }
        }

        CopiesInput = Plan.Stages.SelectMany(s => s.Loads).Any(l => l.Place.Kind == PlaceKind.Input);
        foreach (Load load in Plan.Stages.SelectMany(s => s.Loads).Where(l => l.Place.Kind == PlaceKind.Input).Take(1))
        {
            Take(load.Place);
        }

        SumsOffset = RoomLength;
        RoomLength += Stages.Max(s => s.Groups.Sum(g => FixedStepTiles.Vectors(Wide, Slot, g.Nodes.Count, s.TileBlocks))) * Wide;

        void Take(Place place)
        {
            if (!_room.ContainsKey(place))
            {
                _room.Add(place, RoomLength);
                RoomLength += Storage.Padded(Size(place.Dim));
            }
        }
    }

    /// <summary>Whether a state's old value is read where its new one may already stand in its place.</summary>
    bool IsReadLater(string state, int writer)
    {
        bool Reads(Place place) => place.Kind == PlaceKind.Previous && place.Name == state;
        bool Multiplies(Stage stage) => stage.Accumulators.Any(a => a.Terms.Any(t => Reads(t.Operand)));
        return Stages.Skip(writer + 1).Any(s => Multiplies(s.Stage) || s.Stage.Loads.Any(l => Reads(l.Place)))
            || (Stages[writer].Tiles > 1 && Multiplies(Stages[writer].Stage));
    }

    void Vectors()
    {
        WeightLength = Stages.Sum(s => s.Tiles * TileWeights(s));
        IEnumerable<Place> read = Plan.Stages.SelectMany(s => s.Loads.Select(l => l.Place).Concat(s.Accumulators.SelectMany(a => a.Terms).Select(t => t.Operand)));
        foreach (Place place in read.Where(p => p.Kind == PlaceKind.Parameter && !_vectors.ContainsKey(p.Name)).Distinct())
        {
            if (!_vectors.ContainsKey(place.Name))
            {
                _vectors.Add(place.Name, (WeightLength, Size(place.Dim)));
                WeightLength += Storage.Padded(Size(place.Dim));
            }
        }
    }
}
