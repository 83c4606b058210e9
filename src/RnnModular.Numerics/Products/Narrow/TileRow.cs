namespace RnnModular.Numerics;

/// <summary>The sums of one row of a tile: a run of floats in each block, side by side when there is but one, or nothing between.</summary>
/// <param name="sums">The first block's.</param>
/// <param name="stride">Floats from block to block.</param>
/// <param name="width">Floats in a block.</param>
/// <param name="blocks">Blocks.</param>
readonly unsafe ref struct TileRow(float* sums, nint stride, int width, int blocks)
{
    bool IsTogether => blocks == 1 || stride == width;

    /// <summary>Where to add: the sums themselves when they lie together, else a copy.</summary>
    /// <param name="room">[blocks · width] for the copy.</param>
    /// <param name="add">True when the copy must hold them.</param>
    public float* Take(float* room, bool add)
    {
        float* tile = IsTogether ? sums : room;
        for (int block = 0; block < blocks && add && !IsTogether; block++)
        {
            new ReadOnlySpan<float>(sums + (block * stride), width).CopyTo(new Span<float>(tile + (block * width), width));
        }

        return tile;
    }

    /// <summary>Brings a copy back.</summary>
    public void Put(float* tile)
    {
        for (int block = 0; block < blocks && !IsTogether; block++)
        {
            new ReadOnlySpan<float>(tile + (block * width), width).CopyTo(new Span<float>(sums + (block * stride), width));
        }
    }
}
