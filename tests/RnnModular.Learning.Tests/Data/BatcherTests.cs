namespace RnnModular.Learning.Tests;

public sealed class BatcherTests
{
    static readonly int[] _lengths = [4, 1, 7, 7, 2, 5, 3, 9, 1, 6, 8];

    [Fact]
    public void An_epoch_holds_every_item_once_sorted_by_falling_length_in_each_batch()
    {
        var batcher = new Batcher(_lengths, new BatcherOptions(3), seed: 1);
        var seen = new List<int>();
        for (int batch = 0; batch < 4; batch++)
        {
            Batch next = batcher.Next();
            seen.AddRange(next.Items);
            Assert.Equal(next.Items.ToArray().Select(item => _lengths[item]), next.Layout.Lengths.ToArray());
            Assert.Equal(batch == 3, next.EndsEpoch);
            Assert.Equal(1, next.Epoch);
        }

        Assert.Equal(Enumerable.Range(0, _lengths.Length), seen.Order());
        Assert.Equal(2, batcher.Next().Epoch);
    }

    [Fact]
    public void The_order_follows_from_the_seed_and_changes_each_epoch()
    {
        int[] first = Epochs(seed: 1, epochs: 2);
        Assert.Equal(first, Epochs(seed: 1, epochs: 2));
        Assert.NotEqual(first, Epochs(seed: 2, epochs: 2));
        Assert.NotEqual(first[..11], first[11..]);
    }

    [Fact]
    public void Grouping_puts_like_lengths_together()
    {
        int[] lengths = [.. Enumerable.Range(0, 100).Select(item => item % 10 + 1)];
        var batcher = new Batcher(lengths, new BatcherOptions(10) { GroupedBatches = 10 }, seed: 1);
        var steps = new List<int>();
        for (int batch = 0; batch < 10; batch++)
        {
            Batch next = batcher.Next();
            Assert.True(next.Layout.IsDense);
            steps.Add(next.Layout.Steps);
        }

        Assert.Equal(Enumerable.Range(1, 10), steps.Order());
        Assert.NotEqual(steps.OrderDescending(), steps);
    }

    [Fact]
    public void Without_shuffling_items_come_in_their_own_order_and_a_short_last_batch_can_be_dropped()
    {
        var batcher = Batcher.OfEqualLength(7, 5, new BatcherOptions(3) { Shuffle = false, DropLast = true }, seed: 1);
        Assert.Equal(2, batcher.BatchesPerEpoch);
        Assert.Equal([0, 1, 2], batcher.Next().Items.ToArray());
        Assert.Equal([3, 4, 5], batcher.Next().Items.ToArray());
        Assert.Equal([0, 1, 2], batcher.Next().Items.ToArray());
    }

    [Fact]
    public void A_restored_batcher_goes_on_in_the_middle_of_its_epoch()
    {
        var batcher = new Batcher(_lengths, new BatcherOptions(3), seed: 1);
        for (int batch = 0; batch < 6; batch++)
        {
            batcher.Next();
        }

        var checkpoint = new MemoryCheckpoint();
        batcher.Save(checkpoint);
        var restored = new Batcher(_lengths, new BatcherOptions(3), seed: 1);
        restored.Restore(checkpoint);
        for (int batch = 0; batch < 6; batch++)
        {
            Assert.Equal(batcher.Next().Items.ToArray(), restored.Next().Items.ToArray());
        }
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Batcher([], new BatcherOptions(3), 1));
        Assert.Throws<ArgumentException>(() => new Batcher([1, 0], new BatcherOptions(3), 1));
        Assert.Throws<ArgumentException>(() => new Batcher([1, 1], new BatcherOptions(3) { DropLast = true }, 1));
        var checkpoint = new MemoryCheckpoint();
        checkpoint.Text("epoch", "0");
        checkpoint.Text("position", "4");
        RnnException failure = Assert.Throws<RnnException>(() => new Batcher(_lengths, new BatcherOptions(3), 1).Restore(checkpoint));
        Assert.Equal(FailureKind.Checkpoint, failure.Kind);
    }

    static int[] Epochs(ulong seed, int epochs)
    {
        var batcher = new Batcher(_lengths, new BatcherOptions(3), seed);
        var items = new List<int>();
        for (int batch = 0; batch < 4 * epochs; batch++)
        {
            items.AddRange(batcher.Next().Items);
        }

        return [.. items];
    }
}
