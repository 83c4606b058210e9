using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>Kinds of memory a stage reads or writes.</summary>
public enum PlaceKind
{
    /// <summary>x, one packed row a step.</summary>
    Input,

    /// <summary>A side input, one packed row a step.</summary>
    SideInput,

    /// <summary>x of an earlier step, one packed row a step.</summary>
    PastInput,

    /// <summary>A mask, one packed row a step; in evaluation the same for all.</summary>
    Mask,

    /// <summary>A parameter, the same for all rows.</summary>
    Parameter,

    /// <summary>A matrix of parameters that stands among values: its rows padded.</summary>
    Matrix,

    /// <summary>A state before this step.</summary>
    Previous,

    /// <summary>A state after this step.</summary>
    Next,

    /// <summary>An output that is no state.</summary>
    Output,

    /// <summary>A value kept for every packed row in the forward run.</summary>
    Saved,

    /// <summary>A value kept for this step only, between stages.</summary>
    Scratch,

    /// <summary>dy.</summary>
    OutputGradient,

    /// <summary>The gradient of a state's next value, from later steps.</summary>
    CarriedIn,

    /// <summary>The gradient of a state's previous value, for earlier steps.</summary>
    CarriedOut,

    /// <summary>A value kept for every packed row in the backward run.</summary>
    Gradient,

    /// <summary>A value summed in the backward run: in the loop over the steps of each sequence, outside it over a block of packed rows.</summary>
    Total,

    /// <summary>dx.</summary>
    InputGradient,

    /// <summary>The gradient of a side input.</summary>
    SideInputGradient,

    /// <summary>The gradient of x of an earlier step.</summary>
    PastInputGradient,
}

/// <summary>Where a value lives.</summary>
/// <param name="Kind">The kind of memory.</param>
/// <param name="Name">Name of the state, parameter, side input or mask; empty otherwise.</param>
/// <param name="Dim">Its width; kept values of one width lie side by side.</param>
/// <param name="Slot">Its number among the kept values of its width.</param>
public readonly record struct Place(PlaceKind Kind, string Name, Dim Dim, int Slot)
{
    /// <summary>True when it can only be reached inside the time loop.</summary>
    public bool IsLoopOnly => Kind is PlaceKind.Previous or PlaceKind.CarriedIn or PlaceKind.CarriedOut or PlaceKind.Scratch;

    /// <summary>True when only the time loop may write it: a state's row is where the step before has left off.</summary>
    public bool IsWrittenInLoop => IsLoopOnly || Kind == PlaceKind.Next;

    /// <summary>True when it has one place for each packed row, so that it outlives the step.</summary>
    public bool IsPacked => !IsLoopOnly;

    /// <summary>True when it may be missing, because nobody wants the gradient of the inputs: nothing else may be read from it.</summary>
    public bool IsOptional => Kind is PlaceKind.InputGradient or PlaceKind.SideInputGradient;

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        PlaceKind.Input => "x",
        PlaceKind.SideInput or PlaceKind.PastInput or PlaceKind.Mask or PlaceKind.Parameter or PlaceKind.Matrix => Name,
        PlaceKind.Previous => Name,
        PlaceKind.Next => Name + "'",
        PlaceKind.Output => "y",
        PlaceKind.OutputGradient => "dy",
        PlaceKind.CarriedIn => $"d{Name}'",
        PlaceKind.CarriedOut => $"d{Name}",
        PlaceKind.InputGradient => "dx",
        PlaceKind.SideInputGradient or PlaceKind.PastInputGradient => "d" + Name,
        _ => $"{Kind.ToString().ToLowerInvariant()}[{Slot}]",
    };
}
