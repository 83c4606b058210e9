using System.Runtime.CompilerServices;

namespace RnnModular.Numerics;

/// <summary>
/// One product c = aᵀ b (+ c) with a [K, M] and b [K, N], cut among workers by rectangles of c. The depth K goes in blocks
/// of <see cref="DepthBlock"/>: a block's sum is one chain of fused multiply–adds, and block sums are added to c in order.
/// Neither depends on the tile's shape or on the cut, so every machine and team computes the same bits.
/// </summary>
sealed unsafe class Product : IWork
{
    /// <summary>Depth of a block; part of the result's definition.</summary>
    public const int DepthBlock = 256;

    // A block of a stays in the second-level cache while b's panels, one after the other, stay in the first.
    const int RowBlock = 240;
    const int ColumnBlock = 2048;

    // Up to this many tiles of rows, whole panels of a b that fits the caches are read where they lie.
    const int InPlaceTiles = 4;
    const long InPlaceFloats = 1 << 21;

    // Up to this many panels of b, tall tiles read a where it lies: each value is used too seldom to pay for its copy. Rows
    // that fall into the same few lines of the first-level cache bear it only twice.
    const int InPlacePanels = 8;
    const int InPlacePanelsInConflict = 2;

    [ThreadStatic]
    static AlignedBuffer? _scratch;

    TileShape _tiles;
    Operand _a;
    Operand _b;
    float* _c;
    nint _cRow;
    nint _cColumn;
    bool _add;
    int _rowCuts;
    int _columnCuts;

    /// <summary>Sets the operands; element (i, j) of the result is <c>c[i · cRow + j · cColumn]</c>.</summary>
    public void Set(TileShape tiles, Operand a, Operand b, float* c, nint cRow, nint cColumn, bool add)
    {
        _tiles = tiles;
        _a = a;
        _b = b;
        _c = c;
        _cRow = cRow;
        _cColumn = cColumn;
        _add = add;
    }

    /// <summary>Cuts the result into a grid of at most <paramref name="workers"/> rectangles with the least work for the busiest worker; returns their number.</summary>
    public int Cut(int workers)
    {
        int rowTiles = Tiles(_a.Width, _tiles.Rows);
        int columnTiles = Tiles(_b.Width, _tiles.Columns);
        long least = long.MaxValue;
        for (int rowCuts = 1; rowCuts <= workers; rowCuts++)
        {
            int columnCuts = workers / rowCuts;
            long rows = (long)Tiles(rowTiles, rowCuts) * _tiles.Rows;
            long columns = (long)Tiles(columnTiles, columnCuts) * _tiles.Columns;

            // Packing an element costs about as much as some sixteen of its products.
            long cost = rows * columns + 16 * (rows + columns);
            if (cost < least)
            {
                (least, _rowCuts, _columnCuts) = (cost, rowCuts, columnCuts);
            }
        }

        return _rowCuts * _columnCuts;
    }

    /// <inheritdoc/>
    public void Execute(int worker, int workers)
    {
        (int firstRow, int endRow) = Share(_a.Width, _tiles.Rows, worker / _columnCuts, _rowCuts);
        (int firstColumn, int endColumn) = Share(_b.Width, _tiles.Columns, worker % _columnCuts, _columnCuts);
        if (firstRow >= endRow || firstColumn >= endColumn)
        {
            return;
        }

        // A few rows do not pay for a copy of b.
        bool readInPlace = _b.WidthStep == 1 && endRow - firstRow <= InPlaceTiles * _tiles.Rows && (long)_b.Depth * _b.Width <= InPlaceFloats;
        int inPlacePanels = _a.DepthStep % Packing.Conflict == 0 ? InPlacePanelsInConflict : InPlacePanels;
        bool leaveRows = _a.WidthStep == 1 && endColumn - firstColumn <= inPlacePanels * _tiles.Columns;
        int deepest = Math.Min(DepthBlock, _a.Depth);
        nint sizeA = Packing.BlockSize(Math.Min(RowBlock, endRow - firstRow), _tiles.Rows, deepest) + Packing.BlockSize(_tiles.Rows, _tiles.FlatRows, deepest);
        nint sizeB = Packing.BlockSize(Math.Min(ColumnBlock, endColumn - firstColumn), _tiles.Columns, deepest);
        AlignedBuffer scratch = _scratch ??= new AlignedBuffer();
        scratch.EnsureLength(sizeA + sizeB);
        float* packedB = scratch.Pointer;
        float* packedA = packedB + sizeB;

        for (int column = firstColumn; column < endColumn; column += ColumnBlock)
        {
            int columns = Math.Min(ColumnBlock, endColumn - column);
            for (int step = 0; step < _a.Depth; step += DepthBlock)
            {
                int depth = Math.Min(DepthBlock, _a.Depth - step);
                bool add = _add || step > 0;
                int inPlace = readInPlace ? columns - columns % _tiles.Columns : 0;
                Packing.Pack(_b, step, depth, column + inPlace, columns - inPlace, _tiles.Columns, packedB);
                for (int row = firstRow; row < endRow; row += RowBlock)
                {
                    int rows = Math.Min(RowBlock, endRow - row);
                    int left = leaveRows ? WholeTiles(rows) : 0;
                    PackRows(step, depth, row + left, rows - left, packedA);
                    MultiplyBlock(step, depth, packedA, row, rows, left, packedB, column, columns, inPlace, add);
                }
            }
        }
    }

    static int Tiles(int size, int tile) => (size + tile - 1) / tile;

    static (int First, int End) Share(int size, int tile, int part, int parts)
    {
        long tiles = Tiles(size, tile);
        return ((int)(tiles * part / parts * tile), (int)Math.Min(size, tiles * (part + 1) / parts * tile));
    }

    /// <summary>Rows in tall tiles; those left, when so few flat tiles hold them that they take less time, are in flat ones.</summary>
    int TallRows(int rows) => rows % _tiles.Rows is int rest && rest <= _tiles.FlatTiles * _tiles.FlatRows ? rows - rest : rows;

    /// <summary>Rows in tiles that they fill.</summary>
    int WholeTiles(int rows)
    {
        int tall = TallRows(rows);
        return tall < rows ? rows - (rows - tall) % _tiles.FlatRows : rows - rows % _tiles.Rows;
    }

    void PackRows(int step, int depth, int row, int rows, float* target)
    {
        int tall = TallRows(rows);
        Packing.Pack(_a, step, depth, row, tall, _tiles.Rows, target);
        Packing.Pack(_a, step, depth, row + tall, rows - tall, _tiles.FlatRows, target + Packing.BlockSize(tall, _tiles.Rows, depth));
    }

    [SkipLocalsInit]
    void MultiplyBlock(int step, int depth, float* a, int row, int rows, int left, float* packedB, int column, int columns, int inPlace, bool add)
    {
        int tall = TallRows(rows);
        float* aside = stackalloc float[_tiles.Rows * _tiles.Columns];
        for (int j = 0; j < columns; j += _tiles.Columns)
        {
            float* panelA = a;
            float* b = packedB;
            nint bStep = _tiles.Columns;
            if (j < inPlace)
            {
                b = _b.Data + step * _b.DepthStep + column + j;
                bStep = _b.DepthStep;
            }
            else
            {
                packedB += Packing.PanelSize(_tiles.Columns, depth);
            }

            int width = Math.Min(_tiles.Columns, columns - j);
            float* rowsA = _a.Data + (step * _a.DepthStep) + row;
            int i = 0;
            for (; i < Math.Min(left, tall); i += _tiles.Rows)
            {
                MultiplyTile(depth, rowsA + i, _a.DepthStep, _tiles.Rows, _tiles.Kernel, row + i, _tiles.Rows, b, bStep, column + j, width, aside, add);
            }

            for (; i < tall; i += _tiles.Rows)
            {
                MultiplyTile(depth, panelA, _tiles.Rows, _tiles.Rows, _tiles.Kernel, row + i, Math.Min(_tiles.Rows, rows - i), b, bStep, column + j, width, aside, add);
                panelA += Packing.PanelSize(_tiles.Rows, depth);
            }

            // Their cache lines are those of the last tall tile.
            for (; i < left; i += _tiles.FlatRows)
            {
                MultiplyTile(depth, rowsA + i, _a.DepthStep, _tiles.FlatRows, _tiles.FlatKernel, row + i, _tiles.FlatRows, b, bStep, column + j, width, aside, add);
            }

            for (; i < rows; i += _tiles.FlatRows)
            {
                MultiplyTile(depth, panelA, _tiles.FlatRows, _tiles.FlatRows, _tiles.FlatKernel, row + i, Math.Min(_tiles.FlatRows, rows - i), b, bStep, column + j, width, aside, add);
                panelA += Packing.PanelSize(_tiles.FlatRows, depth);
            }
        }
    }

    void MultiplyTile(int depth, float* a, nint aStep, int tileRows, delegate*<nint, float*, nint, float*, nint, float*, nint, bool, void> kernel, int row, int rows, float* b, nint bStep, int column, int columns, float* aside, bool add)
    {
        float* c = _c + row * _cRow + column * _cColumn;
        if (_cColumn == 1 && rows == tileRows && columns == _tiles.Columns)
        {
            kernel(depth, a, aStep, b, bStep, c, _cRow, add);
            return;
        }

        // At the edge, and for a result on its side, the tile is computed elsewhere first: nothing beyond c may be touched.
        kernel(depth, a, aStep, b, bStep, aside, _tiles.Columns, false);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                float* target = c + i * _cRow + j * _cColumn;
                float sum = aside[i * _tiles.Columns + j];
                *target = add ? *target + sum : sum;
            }
        }
    }
}
