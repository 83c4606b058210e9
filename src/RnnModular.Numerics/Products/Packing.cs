using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>
/// Copies a block of an operand into panels: panel p holds columns p·w … p·w + w − 1 as [depth, w] without gaps, so a
/// kernel reads it front to back. What lies beyond the operand is zero.
/// </summary>
static unsafe class Packing
{
    /// <summary>Packs <paramref name="width"/> columns from <paramref name="column"/> on, over <paramref name="depth"/> steps from <paramref name="step"/> on.</summary>
    public static void Pack(in Operand source, int step, int depth, int column, int width, int panelWidth, float* target)
    {
        float* data = source.Data + step * source.DepthStep + column * source.WidthStep;
        for (int done = 0; done < width; done += panelWidth)
        {
            int used = Math.Min(panelWidth, width - done);
            float* panel = target + (nint)done * depth;
            if (used < panelWidth)
            {
                new Span<float>(panel, depth * panelWidth).Clear();
            }

            if (source.WidthStep == 1)
            {
                CopyPanel(data + done, source.DepthStep, depth, used, panelWidth, panel);
            }
            else
            {
                TransposePanel(data + done * source.WidthStep, source.WidthStep, depth, used, panelWidth, panel);
            }
        }
    }

    static void CopyPanel(float* source, nint depthStep, int depth, int used, int panelWidth, float* panel)
    {
        int whole = used & -Vector128<float>.Count;
        for (int k = 0; k < depth; k++)
        {
            for (int i = 0; i < whole; i += Vector128<float>.Count)
            {
                Vector128.Load(source + i).Store(panel + i);
            }

            for (int i = whole; i < used; i++)
            {
                panel[i] = source[i];
            }

            source += depthStep;
            panel += panelWidth;
        }
    }

    static void TransposePanel(float* source, nint widthStep, int depth, int used, int panelWidth, float* panel)
    {
        int column = 0;
        for (; column <= used - 4; column += 4)
        {
            float* from = source + column * widthStep;
            int k = 0;
            for (; k <= depth - 4; k += 4)
            {
                Transpose4x4(from + k, widthStep, panel + (nint)k * panelWidth + column, panelWidth);
            }

            for (; k < depth; k++)
            {
                for (int i = 0; i < 4; i++)
                {
                    panel[(nint)k * panelWidth + column + i] = from[i * widthStep + k];
                }
            }
        }

        for (; column < used; column++)
        {
            float* from = source + column * widthStep;
            for (int k = 0; k < depth; k++)
            {
                panel[(nint)k * panelWidth + column] = from[k];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Transpose4x4(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Vector128<float> a = Vector128.Load(source);
        Vector128<float> b = Vector128.Load(source + sourceStride);
        Vector128<float> c = Vector128.Load(source + 2 * sourceStride);
        Vector128<float> d = Vector128.Load(source + 3 * sourceStride);
        Vector128<float> acLow = Interleave.Low(a, c);
        Vector128<float> acHigh = Interleave.High(a, c);
        Vector128<float> bdLow = Interleave.Low(b, d);
        Vector128<float> bdHigh = Interleave.High(b, d);
        Interleave.Low(acLow, bdLow).Store(target);
        Interleave.High(acLow, bdLow).Store(target + targetStride);
        Interleave.Low(acHigh, bdHigh).Store(target + 2 * targetStride);
        Interleave.High(acHigh, bdHigh).Store(target + 3 * targetStride);
    }
}
