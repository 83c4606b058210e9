namespace RnnModular.Numerics;

/// <summary>The register tiles of one instruction set: a tall one for the bulk and a flat one for the last few rows.</summary>
readonly unsafe struct TileShape
{
    /// <summary>Rows of a tall tile.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of a flat tile.</summary>
    public required int FlatRows { get; init; }

    /// <summary>Flat tiles that take less time than a tall one, together.</summary>
    public required int FlatTiles { get; init; }

    /// <summary>Columns of both.</summary>
    public required int Columns { get; init; }

    /// <summary>
    /// c = Σₖ aₖ bₖ (plus c when <c>add</c>), each element one chain of fused multiply–adds in the order of k. Arguments:
    /// depth, a (Rows floats, <c>aStep</c> from one k to the next), b (Columns floats, <c>bStep</c>), c with its row stride, add.
    /// </summary>
    public required delegate*<nint, float*, nint, float*, nint, float*, nint, bool, void> Kernel { get; init; }

    /// <summary>The same for a flat tile.</summary>
    public required delegate*<nint, float*, nint, float*, nint, float*, nint, bool, void> FlatKernel { get; init; }

    /// <summary>The tiles for a vector width.</summary>
    public static TileShape For(SimdWidth width) => width switch
    {
        SimdWidth.Avx512 => new TileShape
        {
            Rows = Tile12x32.Rows,
            FlatRows = Tile4x32.Rows,
            FlatTiles = 2,
            Columns = Tile12x32.Columns,
            Kernel = &Tile12x32.Multiply,
            FlatKernel = &Tile4x32.Multiply,
        },
        SimdWidth.Avx2 => new TileShape
        {
            Rows = Tile6x16.Rows,
            FlatRows = Tile2x16.Rows,
            FlatTiles = 1,
            Columns = Tile6x16.Columns,
            Kernel = &Tile6x16.Multiply,
            FlatKernel = &Tile2x16.Multiply,
        },
        _ => new TileShape
        {
            Rows = Tile6x8.Rows,
            FlatRows = Tile2x8.Rows,
            FlatTiles = 1,
            Columns = Tile6x8.Columns,
            Kernel = &Tile6x8.Multiply,
            FlatKernel = &Tile2x8.Multiply,
        },
    };
}
