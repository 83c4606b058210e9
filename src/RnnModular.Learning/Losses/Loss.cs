using System.Numerics.Tensors;

namespace RnnModular.Learning;

/// <summary>A loss that compares predictions with targets value by value and takes the mean.</summary>
public abstract class Loss : INodeSource<Loss.Node>
{
    /// <summary>Name in messages.</summary>
    public abstract string Name { get; }

    /// <summary>Measures, and on a training pass sends the gradient when the tape runs backward.</summary>
    /// <param name="tape">The tape; its <see cref="Tape.Loss"/> grows by the result.</param>
    /// <param name="prediction">[N, C].</param>
    /// <param name="target">[N, C].</param>
    /// <param name="rowWeights">[N, 1]: each row's weight in the mean; none for all alike. A row of weight 0 is not looked at.</param>
    /// <param name="scale">Factor of the result and the gradient, for sums of several losses.</param>
    /// <returns>Σ weight · loss / Σ weight over all values, times <paramref name="scale"/>.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or the weights sum to zero.</exception>
    public double Forward(Tape tape, Tensor prediction, MatrixView target, MatrixView rowWeights = default, double scale = 1) =>
        tape.Take(this).Forward(tape, prediction, target, rowWeights, scale);

    /// <inheritdoc/>
    public Node CreateNode() => new(this);

    /// <summary>Columns of the prediction for a target of this many columns.</summary>
    protected virtual int PredictionColumns(int targetColumns) => targetColumns;

    /// <summary>The losses of a row added up.</summary>
    protected abstract double Measure(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target);

    /// <summary>The derivative of <see cref="Measure"/> by the prediction.</summary>
    protected abstract void Derive(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient);

    /// <summary>One use of the loss.</summary>
    public sealed class Node : TapeNode
    {
        readonly Loss _loss;
        Tensor _prediction;
        MatrixView _target;
        MatrixView _rowWeights;
        double _factor;

        internal Node(Loss loss) => _loss = loss;

        internal double Forward(Tape tape, Tensor prediction, MatrixView target, MatrixView rowWeights, double scale)
        {
            int columns = _loss.PredictionColumns(target.Columns);
            if (prediction.Rows != target.Rows || prediction.Columns != columns)
            {
                throw new ArgumentException($"The loss '{_loss.Name}' needs a prediction of [{target.Rows}, {columns}], not [{prediction.Rows}, {prediction.Columns}].", nameof(prediction));
            }

            _prediction = prediction;
            _target = target;
            _rowWeights = rowWeights;
            double sum = 0;
            double weights = 0;
            for (int row = 0; row < target.Rows; row++)
            {
                float weight = Weight(row);
                weights += weight;
                if (weight != 0)
                {
                    sum += weight * _loss.Measure(prediction.Value[row], target[row]);
                }
            }

            if (weights == 0)
            {
                throw new ArgumentException($"The loss '{_loss.Name}' has nothing to measure: the row weights sum to zero.", nameof(rowWeights));
            }

            _factor = scale / (weights * columns);
            double loss = sum * _factor;
            tape.AddLoss(loss);
            tape.Record(this);
            return loss;
        }

        /// <inheritdoc/>
        public override void Backward(Tape tape)
        {
            if (!tape.WantsGradient(_prediction))
            {
                return;
            }

            MatrixView gradient = tape.GradientTarget(_prediction, out bool accumulate);
            Span<float> scratch = tape.Matrix(1, _prediction.Columns)[0];
            for (int row = 0; row < _target.Rows; row++)
            {
                float factor = (float)(_factor * Weight(row));
                if (factor == 0)
                {
                    scratch.Clear();
                }
                else
                {
                    _loss.Derive(_prediction.Value[row], _target[row], scratch);
                    TensorPrimitives.Multiply(scratch, factor, scratch);
                }

                Elementwise.Put(scratch, gradient[row], accumulate);
            }
        }

        float Weight(int row) => _rowWeights.IsNone ? 1 : _rowWeights[row][0];
    }
}
