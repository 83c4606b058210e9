namespace RnnModular.Numerics.Tests;

public unsafe class AlignedBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    public void A_new_buffer_is_aligned_and_zero(long length)
    {
        using var buffer = new AlignedBuffer(length);
        Assert.Equal(0u, (nuint)buffer.Pointer % 64);
        Assert.Equal(length, buffer.Length);
        Assert.All(buffer.Span.ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Growing_zeroes_and_a_shorter_wish_changes_nothing()
    {
        using var buffer = new AlignedBuffer(5);
        buffer.Span.Fill(3);
        buffer.EnsureLength(4);
        Assert.Equal([3f, 3f, 3f, 3f, 3f], buffer.Span.ToArray());
        buffer.EnsureLength(8);
        Assert.Equal(new float[8], buffer.Span.ToArray());
        buffer.EnsureLength(1000);
        Assert.Equal(new float[1000], buffer.Span.ToArray());
    }

    [Theory]
    [InlineData(3, 1, 16)]
    [InlineData(2, 16, 16)]
    [InlineData(9, 33, 48)]
    public void Matrix_rows_are_aligned(int rows, int columns, int stride)
    {
        using var buffer = new AlignedBuffer();
        MatrixView matrix = buffer.Matrix(rows, columns);
        Assert.Equal((rows, columns, stride), (matrix.Rows, matrix.Columns, matrix.Stride));
        Assert.Equal((nint)buffer.Pointer, matrix.Address);
        Assert.True(buffer.Length >= (long)rows * stride);
    }

    [Fact]
    public void A_disposed_buffer_is_empty_and_cannot_grow()
    {
        var buffer = new AlignedBuffer(4);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Equal(0, buffer.Length);
        Assert.True(buffer.Pointer == null);
        Assert.Throws<ObjectDisposedException>(() => buffer.EnsureLength(1));
    }

    [Fact]
    public void A_negative_length_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer(-1));
}
