using System.Text.Json;

namespace RnnModular.Interop.SafeTensors;

/// <summary>Numbers of a header, read without surprises: a fraction, a sign or too many digits is no number.</summary>
static class HeaderNumbers
{
    public static bool TryGetSize(this JsonElement element, out int size)
    {
        size = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out size) && size >= 0;
    }

    public static bool TryGetOffset(this JsonElement element, out long offset)
    {
        offset = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out offset) && offset >= 0;
    }
}
