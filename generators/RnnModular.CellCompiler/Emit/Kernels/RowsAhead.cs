using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>
/// Chooses what an elementwise stage of the loop fetches one row ahead: kept values that no stage of the step has touched before,
/// which come from beyond the second-level cache. They lie in many short rows side by side, which the processor does not foresee.
/// </summary>
sealed class RowsAhead(FrameLayout frame, StagePlan plan, Stage stage)
{
    readonly bool _isElementwise = stage is { Phase: Phase.Loop, WalksSteps: false, IsOfRows: false, Shape.IsMatrix: false } && stage.Accumulators.Count == 0 && !stage.Lanes.IsOne;

    /// <summary>The distance to the next row of a value worth fetching; null for any other.</summary>
    public string? Stride(Place place) => _isElementwise && place.Kind is PlaceKind.Saved or PlaceKind.Gradient && IsFirst(place) ? frame.Stride(place) : null;

    bool IsFirst(Place place) => plan.Stages.First(s => s.Phase == Phase.Loop && Touches(s, place)).Name == stage.Name;

    static bool Touches(Stage stage, Place place) => stage.Loads.Any(l => l.Place == place) || stage.Stores.Any(s => s.Place == place);
}
