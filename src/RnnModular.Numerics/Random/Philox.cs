using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace RnnModular.Numerics;

/// <summary>
/// A named stream of random numbers. The seed is Philox's key and the name's hash the upper half of its counter, so every
/// component of a program draws from a stream of its own that no other component's draws can shift.
/// </summary>
public sealed class Philox
{
    const int WordsPerBlock = 4;

    // A float holds 24 bits of a word.
    const int UnusedBits = 8;
    const float Step = 1f / (1 << 24);

    readonly ulong _seed;
    readonly ulong _stream;
    readonly uint[] _block = new uint[WordsPerBlock];
    ulong _position;
    ulong _loaded = ulong.MaxValue;

    /// <summary>The stream <paramref name="name"/> under <paramref name="seed"/>, at its beginning.</summary>
    public Philox(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _seed = seed;
        _stream = StableHash(name);
    }

    /// <summary>
    /// How many 32-bit words were drawn. Setting it to an earlier value replays the stream from there, exactly: no
    /// generator method keeps anything else between calls.
    /// </summary>
    public ulong Position { get => _position; set => _position = value; }

    /// <summary>32 random bits; takes one word.</summary>
    public uint NextUInt32()
    {
        ulong block = _position / WordsPerBlock;
        if (block != _loaded)
        {
            (_block[0], _block[1], _block[2], _block[3]) = Philox4x32.Block(block, _stream, _seed);
            _loaded = block;
        }

        return _block[_position++ % WordsPerBlock];
    }

    /// <summary>64 random bits; takes two words, the low half first.</summary>
    public ulong NextUInt64() => NextUInt32() | ((ulong)NextUInt32() << 32);

    /// <summary>A multiple of 2⁻²⁴ in [0, 1); takes one word.</summary>
    public float NextFloat() => ToFloat(NextUInt32());

    /// <summary>A multiple of 2⁻⁵³ in [0, 1); takes two words.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>An integer in [0, <paramref name="bound"/>), all equally likely (Lemire's method); takes one word, rarely more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            // 2³² is no multiple of the bound: the first few products would make some results likelier.
            uint surplus = (uint)-bound % (uint)bound;
            while ((uint)product < surplus)
            {
                product = (ulong)NextUInt32() * (uint)bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A normal value, mean 0 and variance 1 (Box and Muller 1958); takes two words.</summary>
    public float NextNormal()
    {
        // The first uniform lies in (0, 1], so its logarithm is finite.
        double radius = Math.Sqrt(-2.0 * Math.Log((NextUInt32() + 1.0) * (1.0 / 4294967296.0)));
        return (float)(radius * Math.Cos(Math.Tau * (NextUInt32() * (1.0 / 4294967296.0))));
    }

    /// <summary>Fills with values uniform in [<paramref name="low"/>, <paramref name="high"/>); takes one word each, as <see cref="NextFloat"/> would.</summary>
    /// <exception cref="ArgumentException"><paramref name="low"/> is not below <paramref name="high"/>.</exception>
    public void FillUniform(Span<float> target, float low, float high)
    {
        if (!(low < high))
        {
            throw new ArgumentException($"The range [{low}, {high}) is empty.", nameof(high));
        }

        FillWords(MemoryMarshal.Cast<float, uint>(target));

        // Rounding could reach the upper end, which does not belong to the range.
        float last = MathF.BitDecrement(high);
        float width = high - low;
        int next = 0;
        for (; next <= target.Length - Vector256<float>.Count; next += Vector256<float>.Count)
        {
            Span<float> part = target.Slice(next, Vector256<float>.Count);
            Vector256<int> bits = (Vector256.Create<float>(part).AsUInt32() >> UnusedBits).AsInt32();
            Vector256<float> scaled = Vector256.Create(low) + Vector256.Create(width) * (Vector256.ConvertToSingle(bits) * Step);
            Vector256.MinNative(scaled, Vector256.Create(last)).CopyTo(part);
        }

        foreach (ref float value in target[next..])
        {
            value = MathF.Min(low + width * ToFloat(BitConverter.SingleToUInt32Bits(value)), last);
        }
    }

    /// <summary>Fills with normal values of mean 0 and variance 1; takes two words each, as <see cref="NextNormal"/> does.</summary>
    public void FillNormal(Span<float> target)
    {
        foreach (ref float value in target)
        {
            value = NextNormal();
        }
    }

    /// <summary>Shuffles in place, all orders equally likely (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>FNV-1a, 64 bits, of the name's UTF-8 bytes: the same on every machine and in every run.</summary>
    internal static ulong StableHash(string name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte octet in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ octet) * 0x100000001B3;
        }

        return hash;
    }

    static float ToFloat(uint word) => (word >> UnusedBits) * Step;

    void FillWords(Span<uint> words)
    {
        int next = 0;
        while (next < words.Length && (_position % WordsPerBlock != 0 || words.Length - next < WordsPerBlock))
        {
            words[next++] = NextUInt32();
        }

        Span<uint> whole = words[next..(words.Length - ((words.Length - next) % WordsPerBlock))];
        PhiloxBlocks.Fill(_position / WordsPerBlock, _stream, _seed, whole);
        _position += (ulong)whole.Length;
        for (next += whole.Length; next < words.Length; next++)
        {
            words[next] = NextUInt32();
        }
    }
}
