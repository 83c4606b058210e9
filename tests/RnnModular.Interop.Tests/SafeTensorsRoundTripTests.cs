using System.Buffers.Binary;
using System.Text;
using RnnModular.Interop.SafeTensors;

namespace RnnModular.Interop.Tests;

public sealed class SafeTensorsRoundTripTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(100_000)]
    public void Tensors_written_and_read_are_the_same_bits(int size)
    {
        float[] values = [.. Enumerable.Range(0, size).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 2654435761u))];
        SafeTensorsWriter writer = new();
        writer.Tensor("b.weight", [size, 1], values);
        writer.Tensor("a", [], [42f]);
        writer.Save(_folder["model.safetensors"]);

        SafeTensorsFile file = SafeTensorsFile.Open(_folder["model.safetensors"]);

        Assert.Equal(["a", "b.weight"], file.TensorNames);
        Assert.Equal([size, 1], file.Shape("b.weight"));
        float[] read = new float[size];
        file.Tensor("b.weight", [size, 1], read);
        Assert.Equal(values.Select(BitConverter.SingleToUInt32Bits), read.Select(BitConverter.SingleToUInt32Bits));
        float[] scalar = new float[1];
        file.Tensor("a", [], scalar);
        Assert.Equal(42f, scalar[0]);
    }

    [Fact]
    public void Texts_written_and_read_are_the_same_characters()
    {
        string text = "Ünï \"quoted\"\\\n\t{\"k\": 1} 東京 🚂";
        SafeTensorsWriter writer = new();
        writer.Text("z", text);
        writer.Text("", "empty key");
        writer.Save(_folder["model.safetensors"]);

        SafeTensorsFile file = SafeTensorsFile.Open(_folder["model.safetensors"]);

        Assert.Equal(["", "z"], file.TextKeys);
        Assert.Equal(text, file.Text("z"));
        Assert.Empty(file.TensorNames);
    }

    [Fact]
    public void Bytes_do_not_depend_on_the_order_of_calls_and_the_data_is_aligned()
    {
        byte[] forth = Bytes(w =>
        {
            w.Tensor("a", [2], [1, 2]);
            w.Tensor("b", [1], [3]);
            w.Text("k", "1");
            w.Text("l", "2");
        });
        byte[] back = Bytes(w =>
        {
            w.Text("l", "2");
            w.Text("k", "1");
            w.Tensor("b", [1], [3]);
            w.Tensor("a", [2], [1, 2]);
        });

        Assert.Equal(forth, back);
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(forth);
        Assert.Equal(0ul, header % 8);
        Assert.Equal(
            """{"__metadata__":{"k":"1","l":"2"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""",
            Encoding.UTF8.GetString(forth.AsSpan(8, (int)header)).TrimEnd(' '));
        Assert.Equal(8 + (int)header + 12, forth.Length);
    }

    [Theory]
    [InlineData("F64", "000000000000F83F000000000000E0BF", 1.5f, -0.5f)]
    [InlineData("F16", "003E00B8", 1.5f, -0.5f)]
    [InlineData("BF16", "C03F00BF", 1.5f, -0.5f)]
    [InlineData("F32", "0000C03F000000BF", 1.5f, -0.5f)]
    public void Other_real_types_are_read_as_floats(string dtype, string data, float first, float second)
    {
        byte[] bytes = Convert.FromHexString(data);
        RawFile.Write(_folder["x.safetensors"], $$$"""{"t":{"dtype":"{{{dtype}}}","shape":[2],"data_offsets":[0,{{{bytes.Length}}}] }}""", bytes);

        float[] values = new float[2];
        SafeTensorsFile.Open(_folder["x.safetensors"]).Tensor("t", [2], values);

        Assert.Equal([first, second], values);
    }

    [Fact]
    public void A_whole_number_tensor_is_listed_but_reading_it_says_why_not()
    {
        RawFile.Write(_folder["x.safetensors"], """{"n":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", new byte[8]);
        SafeTensorsFile file = SafeTensorsFile.Open(_folder["x.safetensors"]);

        Assert.Equal(["n"], file.TensorNames);
        RnnException error = Assert.Throws<RnnException>(() => file.Tensor("n", [1], new float[1]));
        Assert.Equal(FailureKind.Checkpoint, error.Kind);
        Assert.Contains("I64", error.Message);
    }

    [Fact]
    public void What_is_not_there_or_has_another_shape_is_told_with_the_file_name()
    {
        SafeTensorsWriter writer = new();
        writer.Tensor("w", [2, 3], new float[6]);
        writer.Save(_folder["m.safetensors"]);
        SafeTensorsFile file = SafeTensorsFile.Open(_folder["m.safetensors"]);

        foreach (Action wrong in new Action[]
        {
            () => file.Shape("v"),
            () => file.Text("v"),
            () => file.Tensor("v", [2, 3], new float[6]),
            () => file.Tensor("w", [3, 2], new float[6]),
            () => file.Tensor("w", [2, 3], new float[7]),
        })
        {
            RnnException error = Assert.Throws<RnnException>(wrong);
            Assert.Equal(FailureKind.Checkpoint, error.Kind);
            Assert.Contains("m.safetensors", error.Message);
        }
    }

    [Fact]
    public void A_writer_refuses_a_name_twice_and_a_shape_that_does_not_fit()
    {
        SafeTensorsWriter writer = new();
        writer.Tensor("w", [1], [1]);
        writer.Text("k", "v");

        Assert.Throws<ArgumentException>(() => writer.Tensor("w", [1], [1]));
        Assert.Throws<ArgumentException>(() => writer.Tensor("__metadata__", [1], [1]));
        Assert.Throws<ArgumentException>(() => writer.Tensor("v", [2], [1]));
        Assert.Throws<ArgumentException>(() => writer.Text("k", "v"));
    }

    static byte[] Bytes(Action<SafeTensorsWriter> fill)
    {
        SafeTensorsWriter writer = new();
        fill(writer);
        using MemoryStream stream = new();
        writer.WriteTo(stream);
        return stream.ToArray();
    }
}
