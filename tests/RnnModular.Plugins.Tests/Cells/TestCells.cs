using System.Reflection;
using RnnModular.Numerics;

namespace RnnModular.Plugins.Tests.Cells;

/// <summary>The cells that the architecture plugins register.</summary>
static class TestCells
{
    /// <summary>All of them, by id.</summary>
    public static IReadOnlyDictionary<string, ICellFactory> All { get; } =
        Register("Elman", "Lstm", "Gru", "Gated", "Diagonal", "Continuous", "Exponential", "Feedback", "Memory");

    public static ICellFactory Lstm => All["lstm"];

    public static ICellFactory Gru => All["gru"];

    /// <summary>The cell that PyTorch calls so.</summary>
    public static ICellFactory Named(string kind) => All[kind switch
    {
        "rnn-tanh" => "elman",
        "rnn-relu" => "elman-relu",
        _ => kind,
    }];

    /// <summary>A cell with parameters uniform within <paramref name="bound"/>.</summary>
    public static RecurrentCell Loaded(string id, CellSizes sizes, ulong seed, float bound)
    {
        RecurrentCell cell = All[id].Create(sizes);
        var parameters = new float[cell.ParameterCount];
        new Philox(seed, "parameters").FillUniform(parameters, -bound, bound);
        cell.Load(parameters);
        return cell;
    }

    static Dictionary<string, ICellFactory> Register(params string[] plugins)
    {
        CollectingContext context = new();
        foreach (string plugin in plugins)
        {
            Type entry = Assembly.Load(plugin).GetTypes().Single(type => type.IsAssignableTo(typeof(IPlugin)));
            ((IPlugin)Activator.CreateInstance(entry)!).Configure(context);
        }

        return context.Factories.ToDictionary(factory => factory.Descriptor.Id);
    }

    /// <summary>Takes what a plugin registers.</summary>
    sealed class CollectingContext : IPluginContext, ICellRegistry
    {
        public List<ICellFactory> Factories { get; } = [];

        public string PluginId => "test";

        public string Directory => AppContext.BaseDirectory;

        public ICellRegistry Cells => this;

        public ITaskRegistry Tasks => throw new NotSupportedException("An architecture registers no tasks.");

        public IReadOnlyList<ICellFactory> All => Factories;

        public ICellFactory Get(string id) => Factories.Single(factory => factory.Descriptor.Id == id);

        public void Register(ICellFactory factory) => Factories.Add(factory);
    }
}
