using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Reference;

/// <summary>Arrangements of weights, value by value.</summary>
static class ReferenceStructures
{
    /// <summary>The value of a structure, row-major.</summary>
    /// <param name="node">The structure.</param>
    /// <param name="operand">Its operand, row-major; empty when it has none.</param>
    /// <param name="sizes">The sizes.</param>
    public static double[] Evaluate(Node node, double[] operand, SizeEvaluator sizes)
    {
        int rows = sizes.Of(node.Shape.Rows);
        int columns = sizes.Of(node.Shape.Columns);
        int detail = node.Detail is null ? 0 : sizes.Of(new Dim(node.Detail));
        var result = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[(row * columns) + column] = At(node, operand, rows, columns, row, column, detail);
            }
        }

        return result;
    }

    static double At(Node node, double[] operand, int rows, int columns, int row, int column, int detail)
    {
        switch (node.Operation.Name)
        {
            case "transpose":
                return operand[(column * rows) + row];
            case "identity":
                return row == column ? 1 : 0;
            case "hollow":
                return row == column ? 0 : operand[(row * columns) + column];
            case "diag":
                return row == column ? operand[row] : 0;
            case "diagonal":
                return operand[(row * rows) + row];
            case "block_diag":
                int width = operand.Length / rows;
                return row / width == column / width ? operand[(row * width) + (column % width)] : 0;
            case "blocks":
                return operand[(row * rows) + (row / columns * columns) + column];
            case "columns":
                return operand[(row * (operand.Length / rows)) + detail + column];
            default:
                int part = operand.Length / rows;
                return column >= detail && column < detail + part ? operand[(row * part) + column - detail] : 0;
        }
    }
}
