namespace RnnModular.Learning;

/// <summary>How large the gradient is at each time step, so that vanishing and exploding gradients are seen, not guessed.</summary>
public static class StepGradients
{
    /// <summary>The norm of each step's rows.</summary>
    /// <param name="gradient">Gradient of a packed tensor [N, C], usually of a recurrent layer's input.</param>
    /// <param name="layout">How its rows lie.</param>
    /// <param name="norms">Receives one norm for each step [T].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void Norms(MatrixView gradient, SequenceLayout layout, Span<double> norms)
    {
        if (gradient.Rows != layout.Rows || norms.Length != layout.Steps)
        {
            throw new ArgumentException($"Expected {layout.Rows} rows and {layout.Steps} steps, not {gradient.Rows} and {norms.Length}.", nameof(gradient));
        }

        for (int step = 0; step < layout.Steps; step++)
        {
            double squares = 0;
            for (int sequence = 0; sequence < layout.Alive(step); sequence++)
            {
                double norm = GradientNorm.Of(gradient[layout.Offset(step) + sequence]);
                squares += norm * norm;
            }

            norms[step] = Math.Sqrt(squares);
        }
    }
}
