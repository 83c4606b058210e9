using RnnModular.Hosting.Loop;

namespace RnnModular.Hosting.Tests.Loop;

public sealed class LiveLoopTests
{
    readonly ManualTime _time = new();
    readonly Journal _journal = new();

    [Fact]
    public void Updates_are_of_equal_length_whatever_the_frames()
    {
        LiveLoop loop = NewLoop(longestLag: 1);

        Assert.Equal(0, After(loop, 0.05));
        Assert.Equal(1, After(loop, 0.06));
        Assert.Equal(3, After(loop, 0.30));
        Assert.Equal([0.1, 0.2, 0.3, 0.4], _journal.Ticks.Select(tick => tick.Elapsed.TotalSeconds));
        Assert.Equal([1, 2, 3, 4], _journal.Ticks.Select(tick => tick.Step));
    }

    [Fact]
    public void Long_pause_is_not_made_up_for()
    {
        LiveLoop loop = NewLoop(longestLag: 0.5);

        Assert.Equal(5, After(loop, 60));
        Assert.Equal(1, After(loop, 0.1));
    }

    [Fact]
    public void Time_until_the_next_update_counts_what_is_owed()
    {
        LiveLoop loop = NewLoop(longestLag: 1);
        After(loop, 0.13);

        Assert.Equal(TimeSpan.FromSeconds(0.07), loop.UntilNext);
        _time.Advance(1);
        Assert.Equal(TimeSpan.Zero, loop.UntilNext);
    }

    [Fact]
    public void Run_stops_when_asked_from_inside_an_update()
    {
        using CancellationTokenSource source = new();
        _journal.Updated = step => { if (step == 3) { source.Cancel(); } };
        LiveLoop loop = new(_journal, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1), TimeProvider.System);

        loop.Run(source.Token);

        Assert.Equal(3, _journal.Ticks.Count);
    }

    [Fact]
    public void Period_is_positive_and_not_above_the_lag()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LiveLoop(_journal, TimeSpan.Zero, TimeSpan.FromSeconds(1), _time));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LiveLoop(_journal, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), _time));
    }

    LiveLoop NewLoop(double longestLag) => new(_journal, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(longestLag), _time);

    int After(LiveLoop loop, double seconds)
    {
        _time.Advance(seconds);
        return loop.Advance();
    }

    sealed class Journal : ISystem
    {
        public List<Tick> Ticks { get; } = [];

        public Action<long> Updated { get; set; } = _ => { };

        public void Update(in Tick tick)
        {
            Ticks.Add(tick);
            Updated(tick.Step);
        }
    }
}
