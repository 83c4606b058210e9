using RnnModular.Hosting.Manifests;

namespace RnnModular.Hosting.Tests.Manifests;

/// <summary>Whatever the bytes, the reader answers with a manifest or with sentences.</summary>
public sealed class ManifestFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_bytes_never_throw(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Assert.False(IsTaken(bytes));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_manifests_never_throw(int seed)
    {
        Random random = new(seed);
        int taken = 0;
        for (int i = 0; i < 6000; i++)
        {
            taken += IsTaken(Mutate(ManifestReaderTests.FullBytes(), random)) ? 1 : 0;
        }

        // Some mutations hit only prose, most hit something that matters.
        Assert.InRange(taken, 100, 3000);
    }

    static byte[] Mutate(byte[] bytes, Random random)
    {
        List<byte> mutant = [.. bytes];
        for (int n = random.Next(1, 4); n > 0; n--)
        {
            int at = random.Next(mutant.Count);
            switch (random.Next(5))
            {
                case 0: mutant[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: mutant[at] = "{}[]\",:\\0-e\0"u8[random.Next(12)]; break;
                case 2: mutant.RemoveRange(at, Math.Min(random.Next(1, 20), mutant.Count - at)); break;
                case 3: mutant.InsertRange(at, mutant.GetRange(at, Math.Min(random.Next(1, 40), mutant.Count - at))); break;
                default: mutant.InsertRange(at, "\\uD800"u8.ToArray()); break;
            }
        }

        return [.. mutant];
    }

    static bool IsTaken(byte[] bytes)
    {
        ManifestReading reading = ManifestReader.Read(bytes);
        Assert.Equal(reading.Manifest is null, reading.Problems.Count > 0);
        Assert.All(reading.Problems, problem =>
        {
            Assert.StartsWith("its ", problem, StringComparison.Ordinal);
            Assert.DoesNotContain(problem, char.IsControl);
        });
        return reading.Manifest is not null;
    }
}
