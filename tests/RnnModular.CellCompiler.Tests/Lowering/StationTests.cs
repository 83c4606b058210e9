using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Lowering;

/// <summary>Every station between text and C#, printed and committed: what the passes do to a cell can be read and reviewed.</summary>
public sealed class StationTests
{
    public static TheoryData<string, CellStage> Stations
    {
        get
        {
            var data = new TheoryData<string, CellStage>();
            foreach (string name in Specs.Printed.Keys)
            {
                foreach (CellStage stage in new[] { CellStage.Equations, CellStage.Graph, CellStage.Adjoint, CellStage.Stages })
                {
                    data.Add(name, stage);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Stations))]
    public void Print(string cell, CellStage stage) =>
        Snapshot.Match(CellCompilation.Print(Specs.Source(Specs.Printed[cell]), stage), parameters: $"{cell}_{stage}");
}
