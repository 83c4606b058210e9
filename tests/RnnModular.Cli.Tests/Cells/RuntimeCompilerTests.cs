using RnnModular.CellCompiler;
using RnnModular.Cli.Cells.Compilation;

namespace RnnModular.Cli.Tests.Cells;

public sealed class RuntimeCompilerTests
{
    readonly List<string> _said = [];

    [Fact]
    public void Equal_specs_are_compiled_once()
    {
        RuntimeCompiler compiler = new(TimeProvider.System, _said.Add);
        CellSpec spec = Spec("leaky", Specs.Leaky);

        Assert.Same(compiler.Compile(spec.Source), compiler.Compile(Spec("leaky", Specs.Leaky).Source));
        Assert.NotSame(compiler.Compile(spec.Source), compiler.Compile(Spec("other", Specs.Other).Source));
    }

    [Fact]
    public void A_long_compilation_is_told_and_a_repeated_one_is_not()
    {
        RuntimeCompiler compiler = new(new SlowClock(), _said.Add);

        compiler.Compile(Spec("slow", Specs.Leaky).Source);
        compiler.Compile(Spec("slow", Specs.Leaky).Source);

        Assert.Equal(["Compiled the cell 'slow' in 3.0 s."], _said);
    }

    [Fact]
    public void A_cell_known_by_its_equations_is_described_as_the_compiled_one()
    {
        RuntimeCompiler compiler = new(TimeProvider.System, _said.Add);
        CellSpec spec = Spec("leaky", Specs.Leaky);

        CellDescriptor read = new SpecCell(spec, compiler).Descriptor;
        CellDescriptor compiled = compiler.Compile(spec.Source).Descriptor;

        Assert.Equal((compiled.Id, compiled.Summary, compiled.Equations), (read.Id, read.Summary, read.Equations));
        Assert.Equal(compiled.SizeNames, read.SizeNames);
        Assert.Equal(compiled.States, read.States);
        Assert.Equal(compiled.Tensors.Select(t => (t.Name, string.Join(';', t.Parts))), read.Tensors.Select(t => (t.Name, string.Join(';', t.Parts))));
    }

    [Theory]
    [InlineData("recurrent")]
    [InlineData("2-step")]
    public void A_cell_whose_class_would_hide_another_or_have_no_name_compiles(string id) =>
        Assert.Equal(id, Specs.Registered(id, Specs.Leaky).Descriptor.Id);

    static CellSpec Spec(string id, string equations) => CellSpec.Of(new CellDescriptor(id, CellNaming.Summary(equations), equations, [], [], []));

    /// <summary>A second passes with each look.</summary>
    sealed class SlowClock : TimeProvider
    {
        long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += 3;
    }
}
