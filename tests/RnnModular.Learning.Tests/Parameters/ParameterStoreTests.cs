namespace RnnModular.Learning.Tests;

public sealed class ParameterStoreTests
{
    [Fact]
    public void Parameters_lie_in_one_buffer_each_on_a_64_byte_boundary()
    {
        using var store = new ParameterStore(1);
        Parameter a = store.Add("a", [3, 7]);
        Parameter b = store.Add("b", [1]);
        Parameter c = store.Add("c", [33, 31]);
        Assert.Equal([0, 32, 48], store.Parameters.Select(p => p.Offset));
        Assert.All(store.Parameters, p => Assert.Equal(0, p.ValueMatrix.Address % Alignment.Bytes));
        Assert.All(store.Parameters, p => Assert.Equal(0, p.GradientMatrix.Address % Alignment.Bytes));
        Assert.Equal(a.Length + b.Length + c.Length, store.WeightCount);
        c.Values[5] = 4;
        Assert.Equal(4, store.Values[53]);
        Assert.Equal(4, c.ValueMatrix[0][5]);
    }

    [Fact]
    public void Values_survive_when_the_buffer_grows()
    {
        using var store = new ParameterStore(1);
        store.Add("a", [2]).Values[1] = 5;
        store.Add("b", [10_000]);
        Assert.Equal([0, 5], store["a"].Values.ToArray());
    }

    [Fact]
    public void Names_are_taken_once_and_sizes_are_at_least_one()
    {
        using var store = new ParameterStore(1);
        store.Add("a", [2]);
        Assert.Throws<ArgumentException>(() => store.Add("a", [2]));
        Assert.Throws<ArgumentException>(() => store.Add("b", [2, 0]));
        Assert.Throws<ArgumentException>(() => store.Add("b", []));
        Assert.Throws<ArgumentException>(() => store["b"]);
    }

    [Fact]
    public void Saved_weights_are_loaded_again()
    {
        using ParameterStore saved = Store();
        var checkpoint = new MemoryCheckpoint();
        saved.Save(((ITensorSink)checkpoint).Under("member0."));
        checkpoint.Tensor("member0.data/mean", [1], [3]);
        Assert.Equal([2, 2], checkpoint.Shape("member0.a"));

        using ParameterStore loaded = Store();
        long version = loaded.Version;
        loaded.Values.Clear();
        loaded.Load(((ITensorSource)checkpoint).Under("member0."));
        Assert.Equal(saved.Values.ToArray(), loaded.Values.ToArray());
        Assert.NotEqual(version, loaded.Version);
    }

    [Fact]
    public void A_missing_tensor_one_too_many_or_another_shape_is_one_sentence_and_changes_nothing()
    {
        (Action<MemoryCheckpoint> Spoil, string Said)[] cases =
        [
            (c => c.Tensors.Remove("b"), "'b' is missing"),
            (c => c.Tensor("z", [1], [3]), "'z' belongs to nothing"),
            (c => c.Tensors["a"] = ([4], [1, 2, 3, 4]), "'a' is [4] in the file and [2, 2]"),
        ];
        foreach ((Action<MemoryCheckpoint> spoil, string said) in cases)
        {
            using ParameterStore store = Store();
            var checkpoint = new MemoryCheckpoint();
            store.Save(checkpoint);
            spoil(checkpoint);
            store.Values.Clear();
            RnnException failure = Assert.Throws<RnnException>(() => store.Load(checkpoint));
            Assert.Equal(FailureKind.Checkpoint, failure.Kind);
            Assert.Contains(said, failure.Message, StringComparison.Ordinal);
            Assert.All(store.Values.ToArray(), value => Assert.Equal(0, value));
        }
    }

    static ParameterStore Store()
    {
        var store = new ParameterStore(1);
        new float[] { 1, 2, 3, 4 }.CopyTo(store.Add("a", [2, 2]).Values);
        new float[] { 5, 6, 7 }.CopyTo(store.Add("b", [3]).Values);
        return store;
    }
}
