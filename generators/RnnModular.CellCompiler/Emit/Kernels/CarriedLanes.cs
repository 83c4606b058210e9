using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>The registers of a walk over the steps: states, or their gradients and as many of the sums over steps as fit.</summary>
sealed class CarriedLanes
{
    // Of the registers that a product would sum in, so many are left to the lines of a step. What the JIT had to spill would lie
    // where the stack happens to be, and half of it across two lines of the cache.
    const int ForTheLines = 4;

    readonly CodeWriter _code;
    readonly Load[] _loads;
    readonly ElementwiseLines _lines;
    readonly Dictionary<Place, string> _registers = [];
    readonly List<(string Register, string Next)> _moves = [];

    public CarriedLanes(CodeWriter code, InstructionSet set, FrameLayout frame, Stage stage, ElementwiseLines lines)
    {
        (_code, _lines) = (code, lines);
        _loads = [.. stage.Loads.Where(l => l.Place.Kind == stage.CarriedKind)];
        foreach (Load load in _loads)
        {
            _registers[After(load.Place)] = lines.NameOf(load);
        }

        foreach (Place place in stage.Stores.OrderBy(s => s.Place.Kind == PlaceKind.Total).Select(s => s.Place).Where(p => p.Kind is PlaceKind.CarriedOut or PlaceKind.Total && !_registers.ContainsKey(p)))
        {
            if (place.Kind == PlaceKind.Total && _registers.Count >= set.Accumulators - ForTheLines)
            {
                break;
            }

            string name = place.Kind == PlaceKind.CarriedOut ? "carried_" + place.Name : "d" + frame.Program.Vectors.First(v => v.Value == place).Parameter;
            _registers[place] = lines.Scope.Take(name);
        }
    }

    /// <summary>Loads what the first step starts from.</summary>
    public void Start()
    {
        foreach (Load load in _loads)
        {
            _code.Line($"Lanes {_registers[After(load.Place)]} = V.Load({_lines.Pointers.Lanes(load.Place)});");
        }

        foreach (KeyValuePair<Place, string> register in _registers.Where(r => !_loads.Any(l => After(l.Place) == r.Key)))
        {
            _code.Line($"Lanes {register.Value} = {(register.Key.Kind == PlaceKind.Total ? $"V.Load({_lines.Pointers.Lanes(register.Key)})" : "Lanes.Zero")};");
        }
    }

    /// <summary>The register of a value that is carried on or summed; null where it lies in memory.</summary>
    public string? RegisterOf(Place place) => _registers.TryGetValue(place, out string? register) ? register : null;

    /// <summary>Says what a register holds in the next step.</summary>
    public void Moves(Place place, string value) => _moves.Add((_registers[place], value));

    /// <summary>What this step has made is what the next one starts from.</summary>
    public void Next()
    {
        (string Register, string Next)[] moves = [.. _moves.Where(m => m.Register != m.Next)];
        if (moves.Length > 0)
        {
            _code.Line(moves.Length == 1
                ? $"{moves[0].Register} = {moves[0].Next};"
                : $"({string.Join(", ", moves.Select(m => m.Register))}) = ({string.Join(", ", moves.Select(m => m.Next))});");
        }
    }

    /// <summary>Stores what the last step leaves.</summary>
    public void End()
    {
        foreach (KeyValuePair<Place, string> register in _registers.Where(r => r.Key.Kind is PlaceKind.CarriedOut or PlaceKind.Total))
        {
            _code.Line($"V.Store({register.Value}, {_lines.Pointers.Lanes(register.Key)});");
        }
    }

    /// <summary>Where the value of the next step goes.</summary>
    static Place After(Place place) => place with { Kind = place.Kind == PlaceKind.Previous ? PlaceKind.Next : PlaceKind.CarriedOut };
}
