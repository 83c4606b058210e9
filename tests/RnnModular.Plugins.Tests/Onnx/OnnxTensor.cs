using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RnnModular.Plugins.Tests.Onnx;

/// <summary>A TensorProto of float32 as ONNX's tests store it: the fields dims (1), float_data (4) and raw_data (9).</summary>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">Row by row.</param>
sealed record OnnxTensor(int[] Shape, float[] Values)
{
    /// <summary>Reads a file.</summary>
    public static OnnxTensor Read(string path)
    {
        ReadOnlySpan<byte> left = File.ReadAllBytes(path);
        List<int> shape = [];
        List<float> values = [];
        while (left.Length > 0)
        {
            ulong key = Varint(ref left);
            if ((key & 7) == 0)
            {
                ulong value = Varint(ref left);
                if (key >> 3 == 1)
                {
                    shape.Add((int)value);
                }

                continue;
            }

            if ((key & 7) == 5)
            {
                values.Add(BinaryPrimitives.ReadSingleLittleEndian(left));
                left = left[4..];
                continue;
            }

            int length = (int)Varint(ref left);
            ReadOnlySpan<byte> content = left[..length];
            left = left[length..];
            switch (key >> 3)
            {
                case 1:
                    while (content.Length > 0)
                    {
                        shape.Add((int)Varint(ref content));
                    }

                    break;
                case 4 or 9:
                    values.AddRange(MemoryMarshal.Cast<byte, float>(content));
                    break;
            }
        }

        return new OnnxTensor([.. shape], [.. values]);
    }

    static ulong Varint(ref ReadOnlySpan<byte> left)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = left[0];
            left = left[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
