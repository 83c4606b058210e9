using System.Buffers.Binary;
using System.Text;
using RnnModular.Interop.SafeTensors;

namespace RnnModular.Interop.Tests;

public sealed class SafeTensorsHostileInputTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Target => _folder["hostile.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("not json", 0, "valid JSON")]
    [InlineData("", 0, "valid JSON")]
    [InlineData("[]", 0, "JSON object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}trailing""", 4, "valid JSON")]
    [InlineData("""{"a":1}""", 0, "'a' lacks")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "'a' lacks")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "'a' lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "'a' lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "'a' lacks")]
    [InlineData("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype 'F31'")]
    [InlineData("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", 4, "'a' lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "impossible offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "impossible offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":["0","4"]}}""", 4, "impossible offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "ends after the file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "leaves a hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "appears twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "is not a text")]
    [InlineData("""{"__metadata__":[]}""", 0, "metadata is not")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, "appears twice")]
    [InlineData("""{"__metadata__":{"k":"\ud800"}}""", 0, "valid JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "valid JSON")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}""", 0, "valid JSON")]
    public void A_broken_header_gives_a_sentence_with_the_file_name(string header, int dataLength, string because)
    {
        RawFile.Write(Target, header, new byte[dataLength]);

        RnnException error = Assert.Throws<RnnException>(() => SafeTensorsFile.Open(Target));

        Assert.Equal(FailureKind.Checkpoint, error.Kind);
        Assert.Contains("hostile.safetensors", error.Message);
        Assert.Contains(because, error.Message);
    }

    [Fact]
    public void A_header_that_is_not_utf8_is_refused()
    {
        RawFile.Write(Target, [.. "{\"a"u8, 0xFF, .. "\":{}}"u8], []);

        Assert.Contains("UTF-8", Assert.Throws<RnnException>(() => SafeTensorsFile.Open(Target)).Message);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 63)]
    [InlineData(100_000_001ul)]
    public void An_absurd_header_length_is_refused_before_any_memory_is_taken(ulong length)
    {
        byte[] bytes = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(Target, bytes);

        Assert.Contains("absurd", Assert.Throws<RnnException>(() => SafeTensorsFile.Open(Target)).Message);
    }

    [Fact]
    public void A_file_cut_off_at_any_byte_is_refused()
    {
        byte[] whole = SmallFile();
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Target, whole[..length]);
            RnnException error = Assert.Throws<RnnException>(() => SafeTensorsFile.Open(Target));
            Assert.Equal(FailureKind.Checkpoint, error.Kind);
        }
    }

    [Fact]
    public void A_mutated_file_is_read_or_refused_but_never_crashes()
    {
        byte[] whole = SmallFile();
        Random random = new(1);
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] mutated = [.. whole];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            refused += OpenAndReadAll(mutated) ? 0 : 1;
        }

        Assert.InRange(refused, 1500, 2999);
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        Random random = new(2);
        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Assert.False(OpenAndReadAll(bytes));

            // The same with a believable length, so that the header is looked at.
            if (bytes.Length >= 8)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)random.Next(bytes.Length - 7));
                Assert.False(OpenAndReadAll(bytes));
            }
        }
    }

    [Fact]
    public void A_missing_file_and_a_folder_get_their_sentence()
    {
        Assert.Contains("not there", Assert.Throws<RnnException>(() => SafeTensorsFile.Open(_folder["none"])).Message);
        Assert.Contains("cannot be read", Assert.Throws<RnnException>(() => SafeTensorsFile.Open(_folder.Path)).Message);
    }

    bool OpenAndReadAll(byte[] bytes)
    {
        File.WriteAllBytes(Target, bytes);
        try
        {
            SafeTensorsFile file = SafeTensorsFile.Open(Target);
            foreach (string name in file.TensorNames)
            {
                int[] shape = [.. file.Shape(name)];
                file.Tensor(name, shape, new float[shape.Aggregate(1, (product, size) => product * size)]);
            }

            return true;
        }
        catch (RnnException error)
        {
            Assert.Equal(FailureKind.Checkpoint, error.Kind);
            return false;
        }
    }

    static byte[] SmallFile()
    {
        SafeTensorsWriter writer = new();
        writer.Text("config", """{"hidden":7}""");
        writer.Tensor("weight_ih_l0", [4, 1], [1, 2, 3, 4]);
        writer.Tensor("bias_l0", [4], [5, 6, 7, 8]);
        using MemoryStream stream = new();
        writer.WriteTo(stream);
        byte[] bytes = stream.ToArray();
        Assert.Contains("weight_ih_l0", Encoding.UTF8.GetString(bytes));
        return bytes;
    }
}
