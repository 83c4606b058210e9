using System.Globalization;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Reference;

/// <summary>Computes named sizes for given I and H.</summary>
sealed class SizeEvaluator
{
    readonly Dictionary<string, int> _sizes = new(StringComparer.Ordinal);

    /// <summary>Evaluates all named sizes of a step.</summary>
    public SizeEvaluator(StepGraph graph, int input, int hidden)
    {
        _sizes["I"] = input;
        _sizes["H"] = hidden;
        foreach (SizeInfo size in graph.Sizes.Where(s => s.Definition is not null))
        {
            _sizes[size.Name] = Of(new Dim(size.Definition!));
        }
    }

    /// <summary>True where every size of a step is at least one and no larger than a number can be.</summary>
    public static bool IsPossible(StepGraph graph, int input, int hidden)
    {
        try
        {
            var sizes = new SizeEvaluator(graph, input, hidden);
            return graph.Sizes.All(s => s.Definition is null || sizes.Of(new Dim(s.Name)) > 0) && graph.Nodes.All(n => sizes.Of(n.Shape.Rows) > 0 && sizes.Of(n.Shape.Columns) > 0);
        }
        catch (ArithmeticException)
        {
            return false;
        }
    }

    /// <summary>The value of a size expression: a number, a name, or (left operator right).</summary>
    public int Of(Dim dim)
    {
        int position = 0;
        return Read(dim.Text, ref position);
    }

    int Read(string text, ref int position)
    {
        if (text[position] != '(')
        {
            int start = position;
            while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '_'))
            {
                position++;
            }

            string word = text.Substring(start, position - start);
            return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : _sizes[word];
        }

        position++;
        int left = Read(text, ref position);
        char operation = text[position + 1];
        position += 3;
        int right = Read(text, ref position);
        position++;
        return operation switch
        {
            '+' => checked(left + right),
            '-' => checked(left - right),
            '*' => checked(left * right),
            _ => left / right,
        };
    }
}
