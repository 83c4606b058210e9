namespace RnnModular.Cli.Cells;

/// <summary>How far one engine is from the interpreter.</summary>
/// <param name="Engine">Its name.</param>
/// <param name="ForwardError">Largest difference of an output or final state, relative to the largest value of its kind (at least 1).</param>
/// <param name="GradientError">The same for the gradients of parameters, inputs and initial states.</param>
public sealed record EngineError(string Engine, double ForwardError, double GradientError);

/// <summary>What a check found.</summary>
/// <param name="Cell">The cell's id.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="States">The carried states.</param>
/// <param name="Engines">One entry an engine.</param>
/// <param name="GradientCheck">Largest relative difference between the derived gradient and central differences, both in float64.</param>
public sealed record CellCheckResult(string Cell, int Parameters, IReadOnlyList<string> States, IReadOnlyList<EngineError> Engines, double GradientCheck)
{
    /// <summary>Largest forward error of an engine in float32.</summary>
    public const double MostForwardError = 2e-5;

    /// <summary>Largest gradient error of an engine in float32.</summary>
    public const double MostGradientError = 1e-4;

    /// <summary>Largest error of central differences in float64.</summary>
    public const double MostGradientCheck = 1e-6;

    /// <summary>True when every engine agrees with the interpreter, and its gradient with central differences. NaN never passes.</summary>
    public bool Passed => GradientCheck <= MostGradientCheck
        && Engines.Count > 0
        && Engines.All(e => e.ForwardError <= MostForwardError && e.GradientError <= MostGradientError);
}
