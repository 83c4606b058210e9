using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>
/// How the values of a mask are drawn. Each depends on seed, mask name, run, sequence, step and lane alone, so neither the
/// order of drawing nor the number of threads nor the vector width changes one.
/// </summary>
/// <param name="mask">The mask.</param>
public sealed class MaskDraw(CellMask mask)
{
    readonly ulong _stream = Philox.StableHash(mask.Name);

    // Of the 2³² values of a word, those below are ones.
    readonly ulong _ones = (ulong)Math.Round(mask.Probability * 4294967296.0);

    /// <summary>Draws one row.</summary>
    /// <param name="seed">The workspace's seed.</param>
    /// <param name="run">Training runs since the seed was set.</param>
    /// <param name="sequence">The sequence in its batch.</param>
    /// <param name="step">The step; of a mask per sequence any.</param>
    /// <param name="values">Receives [size] zeros and ones.</param>
    public void Fill(ulong seed, uint run, int sequence, int step, Span<float> values)
    {
        ulong key = unchecked(seed + _stream);
        ulong blocks = mask.PerSequence ? 0 : (ulong)(uint)step << 32;
        ulong who = ((ulong)run << 32) | (uint)sequence;
        PhiloxBlocks.Fill(blocks, who, key, MemoryMarshal.Cast<float, uint>(values));
        ToOnes(values);
    }

    void ToOnes(Span<float> words)
    {
        if (_ones == 0)
        {
            words.Clear();
            return;
        }

        var last = (uint)(_ones - 1);
        int next = 0;
        for (; next <= words.Length - Vector256<float>.Count; next += Vector256<float>.Count)
        {
            Span<float> part = words.Slice(next, Vector256<float>.Count);
            Vector256<uint> isOne = Vector256.LessThanOrEqual(Vector256.Create<float>(part).AsUInt32(), Vector256.Create(last));
            Vector256.ConditionalSelect(isOne.AsSingle(), Vector256<float>.One, Vector256<float>.Zero).CopyTo(part);
        }

        foreach (ref float value in words[next..])
        {
            value = BitConverter.SingleToUInt32Bits(value) <= last ? 1 : 0;
        }
    }
}
