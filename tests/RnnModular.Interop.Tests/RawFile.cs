using System.Buffers.Binary;
using System.Text;

namespace RnnModular.Interop.Tests;

/// <summary>Writes safetensors bytes by hand, right or wrong.</summary>
static class RawFile
{
    public static void Write(string path, string header, byte[] data) => Write(path, Encoding.UTF8.GetBytes(header), data);

    public static void Write(string path, byte[] header, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        File.WriteAllBytes(path, [.. length, .. header, .. data]);
    }
}
