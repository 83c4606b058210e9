using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace RnnModular.Numerics;

/// <summary>Fetches rows that a kernel is about to read or write.</summary>
public static unsafe class RowAhead
{
    /// <summary>Asks the processor for the cache line of a place; it need not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(float* place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(place);
        }
    }
}
