using RnnModular.CellCompiler;

namespace RnnModular.Generators.Tests;

public sealed class CellNamingTests
{
    [Theory]
    [InlineData("GruCell", "gru")]
    [InlineData("MinGruCell", "min-gru")]
    [InlineData("LSTMCell", "lstm")]
    [InlineData("LSTMPeepholeCell", "lstm-peephole")]
    [InlineData("IndRnn2Cell", "ind-rnn2")]
    [InlineData("My_Own_Cell", "my-own")]
    [InlineData("Elman", "elman")]
    [InlineData("Cell", "cell")]
    [InlineData("CellCell", "cell")]
    public void Id_is_the_class_name_in_kebab_case(string className, string id) => Assert.Equal(id, CellNaming.Id(className));

    [Theory]
    [InlineData("min-gru", "MinGruCell")]
    [InlineData("lstm", "LstmCell")]
    [InlineData("Gru", "GruCell")]
    [InlineData("gru-cell", "GruCell")]
    [InlineData("ind_rnn 2", "IndRnn2Cell")]
    [InlineData("élan", "ÉlanCell")]
    [InlineData("cell", "CellCell")]
    [InlineData("2-gates", null)]
    [InlineData("--", null)]
    public void Class_name_is_the_file_name_in_pascal_case(string fileName, string? className) => Assert.Equal(className, CellNaming.ClassName(fileName));

    [Theory]
    [InlineData("min-gru", "min-gru")]
    [InlineData("gru-2", "gru-2")]
    [InlineData("gru2", "gru2")]
    [InlineData("MinGru", "min-gru")]
    [InlineData("ind_rnn 2", "ind-rnn-2")]
    [InlineData("gru-cell", "gru")]
    [InlineData("GruCell", "gru")]
    [InlineData("cell", "cell")]
    [InlineData("2-gates", null)]
    public void Id_of_a_file_is_its_name_as_typed_in_kebab_case(string fileName, string? id) => Assert.Equal(id, CellNaming.FileId(fileName));
}
