using RnnModular.Hosting.Registries;

namespace RnnModular.Hosting.Tests;

public sealed class RegistryTests
{
    [Fact]
    public void All_is_ordered_ordinally_and_keeps_up_with_registrations()
    {
        CellRegistry cells = Cells("lstm", "gru");
        Assert.Equal(["gru", "lstm"], cells.All.Select(c => c.Descriptor.Id));

        cells.Register(new Cell("elman-relu"));

        Assert.Equal(["elman-relu", "gru", "lstm"], cells.All.Select(c => c.Descriptor.Id));
    }

    [Theory]
    [InlineData("gur", "There is no cell 'gur'; did you mean 'gru'?")]
    [InlineData("LSTM", "There is no cell 'LSTM'; did you mean 'lstm'?")]
    [InlineData("elman_relu", "There is no cell 'elman_relu'; did you mean 'elman-relu'?")]
    [InlineData("transformer", "There is no cell 'transformer' because no plugin provides it; there are: elman-relu, gru, lstm.")]
    [InlineData("", "There is no cell '' because no plugin provides it; there are: elman-relu, gru, lstm.")]
    public void Get_of_an_unknown_id_names_the_nearest_or_all(string id, string sentence)
    {
        RnnException e = Assert.Throws<RnnException>(() => Cells("lstm", "gru", "elman-relu").Get(id));

        Assert.Equal((FailureKind.Plugin, sentence), (e.Kind, e.Message));
    }

    [Fact]
    public void Get_of_an_unknown_id_among_many_counts_them_and_points_to_the_list() =>
        Assert.Equal(
            "There is no cell 'transformer' because no plugin provides it; 'rnn plugins list' shows all 21.",
            Assert.Throws<RnnException>(() => Cells([.. Enumerable.Range(1, 21).Select(n => $"cell-{n}")]).Get("transformer")).Message);

    [Fact]
    public void Get_from_an_empty_registry_points_to_the_plugins() =>
        Assert.Equal(
            "There is no task 'music' because no plugin has registered any task; see 'rnn plugins list'.",
            Assert.Throws<RnnException>(() => new TaskRegistry().Get("music")).Message);

    [Theory]
    [InlineData("")]
    [InlineData("GRU")]
    [InlineData("gru cell")]
    [InlineData("-gru")]
    [InlineData("gru.")]
    [InlineData("grü")]
    [InlineData("../gru")]
    public void Register_of_what_is_not_an_id_is_refused(string id) =>
        Assert.Contains("cannot be registered because an id has only", Assert.Throws<RnnException>(() => Cells(id)).Message, StringComparison.Ordinal);

    [Fact]
    public void Register_of_a_taken_id_is_refused_and_the_first_stays()
    {
        Cell first = new("gru");
        CellRegistry cells = new();
        cells.Register(first);

        Assert.Contains("that id is taken", Assert.Throws<RnnException>(() => cells.Register(new Cell("gru"))).Message, StringComparison.Ordinal);
        Assert.Same(first, cells.Get("gru"));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("gur", "gru", 1)]
    [InlineData("lsmt2", "lstm", 2)]
    [InlineData("gru", "GRU", 0)]
    public void Edit_distance_counts_changed_letters(string a, string b, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(a, b));
        Assert.Equal(distance, EditDistance.Between(b, a));
    }

    static CellRegistry Cells(params string[] ids)
    {
        CellRegistry cells = new();
        foreach (string id in ids)
        {
            cells.Register(new Cell(id));
        }

        return cells;
    }

    sealed class Cell(string id) : ICellFactory
    {
        public CellDescriptor Descriptor { get; } = new(id, "", "", ["I", "H"], ["h"], []);

        public RecurrentCell Create(CellSizes sizes, SimdWidth? width = null) => throw new NotSupportedException();
    }
}
