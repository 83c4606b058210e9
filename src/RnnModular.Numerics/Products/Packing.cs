using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnModular.Numerics;

/// <summary>
/// Copies a block of an operand into panels: panel p holds columns p·w … p·w + w − 1 as [depth, w] without gaps, so a
/// kernel reads it front to back. What lies beyond the operand is zero.
/// </summary>
static unsafe class Packing
{
    // Panels as long as a multiple of a page would all fall into the same few lines of the first-level cache.
    const int Gap = 16;

    /// <summary>Rows a multiple of this many floats apart fall into the same few lines of the first-level cache.</summary>
    public const int Conflict = 256;

    // Rows ahead.
    const int PrefetchDistance = 8;

    /// <summary>Floats from one panel to the next.</summary>
    public static nint PanelSize(int panelWidth, int depth) => (nint)panelWidth * depth + Gap;

    /// <summary>Floats that a block needs.</summary>
    public static nint BlockSize(int width, int panelWidth, int depth) => (width + panelWidth - 1) / panelWidth * PanelSize(panelWidth, depth);

    /// <summary>Packs <paramref name="width"/> columns from <paramref name="column"/> on, over <paramref name="depth"/> steps from <paramref name="step"/> on.</summary>
    public static void Pack(in Operand source, int step, int depth, int column, int width, int panelWidth, float* target)
    {
        float* data = source.Data + step * source.DepthStep + column * source.WidthStep;
        int whole = width - width % panelWidth;
        if (whole < width)
        {
            new Span<float>(target + whole / panelWidth * PanelSize(panelWidth, depth), depth * panelWidth).Clear();
        }

        if (source.WidthStep == 1)
        {
            CopyPanels(data, source.DepthStep, depth, width, panelWidth, target);
            return;
        }

        for (int done = 0; done < width; done += panelWidth)
        {
            TransposePanel(data + done * source.WidthStep, source.WidthStep, depth, Math.Min(panelWidth, width - done), panelWidth, target);
            target += PanelSize(panelWidth, depth);
        }
    }

    /// <summary>Row by row, so that the source is read as one stream.</summary>
    static void CopyPanels(float* source, nint depthStep, int depth, int width, int panelWidth, float* target)
    {
        nint panelSize = PanelSize(panelWidth, depth);
        for (int k = 0; k < depth; k++)
        {
            Prefetch(source + PrefetchDistance * depthStep, width);
            float* panel = target;
            int done = 0;
            for (; done <= width - panelWidth; done += panelWidth)
            {
                CopyRow(source + done, panel, panelWidth);
                panel += panelSize;
            }

            for (int i = 0; i < width - done; i++)
            {
                panel[i] = source[done + i];
            }

            source += depthStep;
            target += panelWidth;
        }
    }

    // Rows are short and far apart, which the processor does not foresee.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Prefetch(float* row, int length)
    {
        if (Sse.IsSupported)
        {
            for (int i = 0; i < length; i += Alignment.Floats)
            {
                Sse.Prefetch0(row + i);
            }
        }
    }

    // The widths of tiles, written out; every other one in a loop.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CopyRow(float* source, float* target, int length)
    {
        if (length == 12)
        {
            Vector256.Load(source).Store(target);
            Vector128.Load(source + 8).Store(target + 8);
        }
        else if (length == 32)
        {
            Vector512.Load(source).Store(target);
            Vector512.Load(source + 16).Store(target + 16);
        }
        else
        {
            new ReadOnlySpan<float>(source, length).CopyTo(new Span<float>(target, length));
        }
    }

    /// <summary>Turns rows into columns: row i of the source, <paramref name="used"/> of them, becomes column i of a panel.</summary>
    public static void TransposePanel(float* source, nint widthStep, int depth, int used, int panelWidth, float* panel)
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
        Interleave.Turn(ref a, ref b, ref c, ref d);
        a.Store(target);
        b.Store(target + targetStride);
        c.Store(target + 2 * targetStride);
        d.Store(target + 3 * targetStride);
    }
}
