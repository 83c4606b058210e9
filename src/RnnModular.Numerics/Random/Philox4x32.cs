using System.Runtime.CompilerServices;

namespace RnnModular.Numerics;

/// <summary>
/// The Philox 4×32-10 bijection: a counter and a key give four random words, and nothing else is remembered (Salmon,
/// Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
/// </summary>
public static class Philox4x32
{
    internal const int Rounds = 10;
    internal const uint MultiplierA = 0xD2511F53;
    internal const uint MultiplierB = 0xCD9E8D57;
    internal const uint WeylA = 0x9E3779B9;
    internal const uint WeylB = 0xBB67AE85;

    /// <summary>The four words of one counter.</summary>
    /// <param name="counterLow">Counter words 0 (low half) and 1.</param>
    /// <param name="counterHigh">Counter words 2 (low half) and 3.</param>
    /// <param name="key">Key words 0 (low half) and 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint W0, uint W1, uint W2, uint W3) Block(ulong counterLow, ulong counterHigh, ulong key)
    {
        uint c0 = (uint)counterLow;
        uint c1 = (uint)(counterLow >> 32);
        uint c2 = (uint)counterHigh;
        uint c3 = (uint)(counterHigh >> 32);
        uint keyA = (uint)key;
        uint keyB = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong a = (ulong)MultiplierA * c0;
            ulong b = (ulong)MultiplierB * c2;
            c0 = (uint)(b >> 32) ^ c1 ^ keyA;
            c1 = (uint)b;
            c2 = (uint)(a >> 32) ^ c3 ^ keyB;
            c3 = (uint)a;
            keyA += WeylA;
            keyB += WeylB;
        }

        return (c0, c1, c2, c3);
    }
}
