using RnnModular.CellCompiler.Binding.Constants;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>Constants: numbers are written into the equations, vectors and matrices are tables.</summary>
sealed partial class Binder
{
    void DeclareConstant(ConstantSyntax syntax)
    {
        // One that has no value is a number all the same, so that its uses give no further mistakes.
        ConstantValue value = _constants.Define(syntax) ?? ConstantValue.Number(0);
        if (value.IsNumber)
        {
            _sizes.Constant(syntax.Name.Text, value.Values[0]);
        }

        var rows = SizeTerm.Of(_sizes.Number(value.Rows));
        var shape = new ShapeTerm(rows, value.IsMatrix ? SizeTerm.Of(_sizes.Number(value.Columns)) : null);
        _symbols.Add(syntax.Name.Text, new Symbol(SymbolKind.Constant, syntax.Name.Text, syntax.Name.Span, value.IsNumber ? ShapeTerm.Scalar : shape) { IsDefined = true, Value = value });
    }

    static int ConstantNode(GraphBuilder graph, Symbol symbol) => symbol.Value!.IsNumber
        ? graph.Constant(symbol.Value.Values[0])
        : graph.Leaf(Operations.Table, symbol.Name, symbol.Shape.Resolve());

    EquatableArray<TableInfo> Tables(GraphBuilder graph) => graph.Nodes
        .Where(n => n.Operation == Operations.Table)
        .Select(n => new TableInfo(n.Name!, n.Shape, _symbols[n.Name!].Value!.Values.ToEquatableArray()))
        .ToEquatableArray();
}
