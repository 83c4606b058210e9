using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.PyTorch;

/// <summary>One cell with the weights, inputs and states of a reference case.</summary>
sealed class ParityRun : IDisposable
{
    readonly CellWorkspace _workspace;
    readonly AlignedRows _x;
    readonly AlignedRows _initial;
    readonly AlignedRows _final;

    public ParityRun(ReferenceCase reference, SimdWidth width)
    {
        Case = reference;
        Layout = new SequenceLayout(reference.Lengths);
        Cell = TestCells.Named(reference.Kind).Create(new CellSizes(reference.Input, reference.Hidden), width);
        var parameters = new float[Cell.ParameterCount];
        Assert.Equal(reference.Weights.Keys, Cell.Tensors.Select(tensor => tensor.Name + "_l0"));
        foreach (CellTensor tensor in Cell.Tensors)
        {
            ReferenceTensor weight = reference.Weights[tensor.Name + "_l0"];
            Assert.Equal(weight.Shape, tensor.Shape);
            weight.Data.CopyTo(parameters.AsSpan(tensor.Offset, tensor.Length));
        }

        Cell.Load(parameters);
        _workspace = Cell.CreateWorkspace();
        _x = AlignedRows.Of(reference.Inputs["x"].Data, reference.Input);
        _initial = CellStates.Join(Cell, Layout.Batch, state => reference.Inputs[$"{state}0"].Data);
        _final = new AlignedRows(Layout.Batch, Cell.StateWidth);
    }

    public ReferenceCase Case { get; }

    public RecurrentCell Cell { get; }

    public SequenceLayout Layout { get; }

    /// <summary>The output of the last forward run.</summary>
    public MatrixView Y { get; private set; }

    public void Forward(bool training) => Y = _workspace.Forward(Layout, _x.View, _initial.View, _final.View, training, WorkerTeam.Single);

    /// <summary>A final state's values [B, H].</summary>
    public float[] FinalState(string name) => CellStates.Part(Cell, _final.View, name);

    /// <summary>Every gradient by PyTorch's name.</summary>
    public IReadOnlyDictionary<string, float[]> Backward()
    {
        using AlignedRows dy = AlignedRows.Of(Case.LossWeights!["wy"].Data, Cell.OutputSize);
        using AlignedRows dFinal = CellStates.Join(Cell, Layout.Batch, state => Case.LossWeights[$"w{state}"].Data);
        using AlignedRows dx = new(Layout.Rows, Cell.InputWidth);
        using AlignedRows dInitial = new(Layout.Batch, Cell.StateWidth);
        var dParameters = new float[Cell.ParameterCount];
        _workspace.Backward(dy.View, dFinal.View, dx.View, dInitial.View, dParameters, WorkerTeam.Single);
        Dictionary<string, float[]> gradients = Cell.Tensors.ToDictionary(
            tensor => tensor.Name + "_l0", tensor => dParameters[tensor.Offset..(tensor.Offset + tensor.Length)]);
        gradients["x"] = CellStates.Values(dx.View);
        foreach (CellState state in Cell.States)
        {
            gradients[$"{state.Name}0"] = CellStates.Part(Cell, dInitial.View, state.Name);
        }

        return gradients;
    }

    /// <summary>Runs one sequence step by step.</summary>
    public void Stream(int sequence, Action<int, float[]> check)
    {
        float[] state = _initial.View[sequence].ToArray();
        var y = new float[Cell.OutputSize];
        for (int step = 0; step < Layout.Lengths[sequence]; step++)
        {
            _workspace.Step(_x.View[Layout.Offset(step) + sequence], state, y);
            check(step, y);
        }
    }

    public void Dispose()
    {
        _workspace.Dispose();
        Cell.Dispose();
        _x.Dispose();
        _initial.Dispose();
        _final.Dispose();
    }
}
