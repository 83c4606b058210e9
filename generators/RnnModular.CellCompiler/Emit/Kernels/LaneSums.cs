using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>
/// Emits sums over the lanes of a row, taken while their summands are computed: sixteen partial sums, in a register where
/// a vector is as wide and in memory elsewhere.
/// </summary>
sealed class LaneSums(CodeWriter code, InstructionSet set, NameScope scope)
{
    readonly Dictionary<int, string> _partial = [];

    bool InRegister => set.Lanes == 16;

    /// <summary>Writes what a method needs for its sums.</summary>
    public void Room(IEnumerable<Node> sums)
    {
        foreach (Node sum in sums)
        {
            _partial.Add(sum.Id, scope.Take("sum" + Literal.Integer(sum.Id)));
            if (!InRegister)
            {
                code.Line($"float* {_partial[sum.Id]} = stackalloc float[16];");
            }
        }
    }

    /// <summary>Writes the start of each sum.</summary>
    public void Start()
    {
        foreach (string partial in _partial.Values)
        {
            code.Line(InRegister ? $"Lanes {partial} = Lanes.Zero;" : $"LaneSum.Clear({partial});");
        }
    }

    /// <summary>Writes the addition of the lanes from j on.</summary>
    public void Add(Node sum, string summand, string width)
    {
        string partial = _partial[sum.Id];
        code.Line(InRegister ? $"{partial} += LaneSum.Within({summand}, {width} - j);" : $"LaneSum.Add({partial}, {summand}, j, {width});");
    }

    /// <summary>The sum.</summary>
    public string Total(Node sum) => $"LaneSum.Total({_partial[sum.Id]})";
}
