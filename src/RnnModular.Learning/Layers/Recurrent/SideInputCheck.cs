namespace RnnModular.Learning;

/// <summary>Whether the cells of a recurrent layer are given what they read beside x.</summary>
static class SideInputCheck
{
    /// <summary>Accepts the cell of the first layer.</summary>
    /// <exception cref="RnnException">It reads side inputs that nobody gives.</exception>
    public static void First(RecurrentCell cell, string layer, bool given)
    {
        if (cell.Inputs.Count > 1 && !given)
        {
            throw new RnnException(
                FailureKind.Config,
                $"The cell '{cell.Descriptor.Id}' cannot be used here because it reads {List(cell)} at every step beside x, and '{layer}' is given x alone; "
                + "choose a cell without side inputs, or have the task put them after x in every row (RecurrentOptions.SideInputs).");
        }
    }

    /// <summary>Accepts the cell of an upper layer.</summary>
    /// <exception cref="RnnException">Its side inputs have other sizes than those of the first layer.</exception>
    public static void Upper(RecurrentCell first, RecurrentCell upper)
    {
        if (List(first) != List(upper))
        {
            throw new RnnException(
                FailureKind.Config,
                $"The cell '{first.Descriptor.Id}' cannot be stacked here because its first layer reads {List(first)} beside x and the next {List(upper)}; "
                + "use one layer, or a hidden size equal to the input size.");
        }
    }

    static string List(RecurrentCell cell) => string.Join(" and ", cell.Inputs.Skip(1).Select(i => $"{i.Name} [{i.Size}]"));
}
