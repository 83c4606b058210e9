namespace RnnModular.CellCompiler.Ir;

/// <summary>
/// Adds nodes to a graph. Equal nodes are made once (common subexpressions), and what arithmetic can settle at once is
/// settled here, so no pass ever sees x · 1, x + 0 or −(−x).
/// </summary>
public sealed class GraphBuilder
{
    readonly List<Node> _nodes = [];
    readonly Dictionary<(Operation, EquatableArray<int>, string?, double), int> _known = [];

    /// <summary>The nodes so far.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The node of an id.</summary>
    public Node this[int id] => _nodes[id];

    /// <summary>Starts with the nodes of another graph, under the same ids.</summary>
    public static GraphBuilder From(IEnumerable<Node> nodes)
    {
        var builder = new GraphBuilder();
        foreach (Node node in nodes)
        {
            builder._nodes.Add(node);
            builder._known[Key(node)] = node.Id;
        }

        return builder;
    }

    /// <summary>A leaf that is no constant.</summary>
    public int Leaf(Operation operation, string name, Shape shape) =>
        Intern(operation, new EquatableArray<int>([]), shape, name, 0);

    /// <summary>A number.</summary>
    public int Constant(double value) =>
        Intern(Operations.Constant, new EquatableArray<int>([]), Shape.Scalar, null, value == 0 ? 0 : value);

    /// <summary>A number in every lane of a vector.</summary>
    public int Spread(int number, Shape shape) =>
        Intern(Operations.Spread, new EquatableArray<int>([number]), shape, null, 0);

    /// <summary>A vector in each row or column of a matrix; a number stays one.</summary>
    public int Broadcast(Operation operation, int vector, Shape matrix) => _nodes[vector].Shape.IsScalar ? vector
        : _nodes[vector].Operation == Operations.Spread ? _nodes[vector].Operands[0]
        : Intern(operation, new EquatableArray<int>([vector]), matrix, null, 0);

    /// <summary>The sum along one axis of a matrix, or of a number that stands in every place of one.</summary>
    public int AlongAxis(Operation operation, int value, Shape matrix)
    {
        Dim summed = operation == MatrixValues.SumColumns ? matrix.Columns : matrix.Rows;
        Dim left = operation == MatrixValues.SumColumns ? matrix.Rows : matrix.Columns;
        return _nodes[value].Shape.IsScalar
            ? Multiply(value, SizeNumber(summed))
            : Intern(operation, new EquatableArray<int>([value]), Shape.Vector(left), null, 0);
    }

    /// <summary>Lanes of vectors put elsewhere. Of a number that stands in every lane, a slice is that number.</summary>
    public int Lanes(Operation operation, Shape shape, string? detail, params int[] operands)
    {
        if (operation == LaneMoves.Slice && (_nodes[operands[0]].Shape.IsScalar || _nodes[operands[0]].Shape == shape))
        {
            return operands[0];
        }

        return Intern(operation, new EquatableArray<int>(operands), shape, null, 0, detail);
    }

    /// <summary>
    /// What reads matrices whole. A number that stands in every place of an operand, and a vector in each of its rows or columns,
    /// are written out first; of a product, zero stays the number zero.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="shape">Of the result.</param>
    /// <param name="detail">Its first rows, where it has some.</param>
    /// <param name="operands">The operands…</param>
    /// <param name="shapes">…and their shapes, which numbers do not tell.</param>
    public int Matrices(Operation operation, Shape shape, string? detail, int[] operands, Shape[] shapes)
    {
        bool isZero = MatrixProducts.Contains(operation) || operation == MatrixProducts.Weighted ? Array.Exists(operands, o => IsNumber(o, 0)) : Array.TrueForAll(operands, o => IsNumber(o, 0));
        return isZero ? Constant(0) : Intern(operation, operands.Select((o, index) => WrittenOut(o, shapes[index])).ToEquatableArray(), shape, null, 0, detail);
    }

    int WrittenOut(int value, Shape shape) => _nodes[value].Shape.IsScalar && (!shape.IsScalar || _nodes[value].IsConstant) ? Spread(value, shape)
        : _nodes[value].Operation.Kind == OperationKind.Broadcast ? Intern(MatrixValues.WrittenOut, new EquatableArray<int>([value]), shape, null, 0)
        : value;

    /// <summary>A view or arrangement of a weight.</summary>
    public int Structure(Operation operation, Shape shape, string? detail, params int[] operands) => operation == Operations.Transpose
        ? Transpose(operands[0])
        : Intern(operation, new EquatableArray<int>(operands), shape, null, 0, detail);

    /// <summary>The same operation as in another graph, on operands of this one; simplified again where it can be.</summary>
    public int Copy(Node node, params int[] operands) => node.IsConstant ? Constant(node.Value)
        : node.IsLeaf ? Leaf(node.Operation, node.Name!, node.Shape)
        : node.Operation == Operations.Spread ? Spread(operands[0], node.Shape)
        : node.Operation.Kind == OperationKind.Structure ? Structure(node.Operation, node.Shape, node.Detail, operands)
        : node.Operation.Kind == OperationKind.Lanes ? Lanes(node.Operation, node.Shape, node.Detail, operands)
        : node.Operation.Kind == OperationKind.Matrices ? Matrices(node.Operation, node.Shape, node.Detail, operands, [.. operands.Select(o => _nodes[o].Shape)])
        : node.Operation.Kind == OperationKind.Broadcast ? Broadcast(node.Operation, operands[0], node.Shape)
        : node.Operation.Kind == OperationKind.AxisSum ? Intern(node.Operation, new EquatableArray<int>(operands), node.Shape, null, 0)
        : Add(node.Operation, operands);

    /// <summary>How many values a vector or matrix has, as a number.</summary>
    public int SizeOf(int value)
    {
        Shape shape = _nodes[value].Shape;
        return shape.IsMatrix ? Multiply(SizeNumber(shape.Rows), SizeNumber(shape.Columns)) : SizeNumber(shape.Rows);
    }

    public int SizeNumber(Dim size) => size.Number is { } number ? Constant(number) : Leaf(Operations.Size, size.Text, Shape.Scalar);

    /// <summary>Any operation, simplified where it can be.</summary>
    public int Add(Operation operation, params int[] operands)
    {
        if (operation == Operations.Add)
        {
            return Sum(operands[0], operands[1]);
        }

        // All values of a matrix: its columns first.
        if (operation == Operations.Sum && _nodes[operands[0]].Shape is { IsMatrix: true } matrix)
        {
            return Add(operation, AlongAxis(MatrixValues.SumColumns, operands[0], matrix));
        }

        // A vector that is zero has become the number zero.
        if (operation == Operations.Product && IsNumber(operands[1], 0))
        {
            return operands[1];
        }

        return operation.Evaluate is { } evaluate && operands.All(o => _nodes[o].IsConstant)
            ? Constant(evaluate([.. operands.Select(o => _nodes[o].Value)]))
            : Intern(operation, new EquatableArray<int>(operands), ShapeOf(operation, operands), null, 0);
    }

    /// <summary>a + b.</summary>
    public int Sum(int a, int b)
    {
        if (IsNumber(a, 0))
        {
            return b;
        }

        if (IsNumber(b, 0))
        {
            return a;
        }

        return _nodes[b].Operation == Operations.Negate
            ? Subtract(a, _nodes[b].Operands[0])
            : _nodes[a].Operation == Operations.Negate ? Subtract(b, _nodes[a].Operands[0]) : Binary(Operations.Add, a, b);
    }

    /// <summary>a − b.</summary>
    public int Subtract(int a, int b)
    {
        if (a == b)
        {
            return Constant(0);
        }

        return IsNumber(b, 0) ? a
            : IsNumber(a, 0) ? Negate(b)
            : _nodes[b].Operation == Operations.Negate ? Sum(a, _nodes[b].Operands[0])
            : Binary(Operations.Subtract, a, b);
    }

    /// <summary>a ⊙ b. A negated factor passes its sign outwards.</summary>
    public int Multiply(int a, int b)
    {
        if (IsNumber(a, 0) || IsNumber(b, 0))
        {
            return Constant(0);
        }

        if (IsNumber(a, 1))
        {
            return b;
        }

        if (IsNumber(b, 1))
        {
            return a;
        }

        return _nodes[a].Operation == Operations.Negate ? Negate(Multiply(_nodes[a].Operands[0], b))
            : _nodes[b].Operation == Operations.Negate ? Negate(Multiply(a, _nodes[b].Operands[0]))
            : Binary(Operations.Multiply, a, b);
    }

    /// <summary>
    /// Two factors of a ⊙ b. Where a is a product and one of its factors has already been multiplied by b, they are that product and the
    /// other factor, so that one multiplication less is left: c' = f ⊙ c + i ⊙ g asks for dc' ⊙ i ⊙ g in the gradients of both i and g.
    /// </summary>
    public (int First, int Second) Factors(int a, int b)
    {
        if (_nodes[a].Operation == Operations.Multiply)
        {
            (int x, int y) = (_nodes[a].Operands[0], _nodes[a].Operands[1]);
            if ((Known(x, b) ?? Known(b, x)) is { } first)
            {
                return (first, y);
            }

            if ((Known(y, b) ?? Known(b, y)) is { } second)
            {
                return (second, x);
            }
        }

        return (a, b);

        int? Known(int left, int right) => _known.TryGetValue((Operations.Multiply, new EquatableArray<int>([left, right]), null, 0), out int known) ? known : null;
    }

    /// <summary>a / b.</summary>
    public int Divide(int a, int b) => IsNumber(a, 0) ? a : IsNumber(b, 1) ? a : Binary(Operations.Divide, a, b);

    /// <summary>−a.</summary>
    public int Negate(int a) => _nodes[a].Operation == Operations.Negate ? _nodes[a].Operands[0]
        : _nodes[a].IsConstant ? Constant(-_nodes[a].Value)
        : _nodes[a].Operation == Operations.Subtract ? Subtract(_nodes[a].Operands[1], _nodes[a].Operands[0])
        : Intern(Operations.Negate, new EquatableArray<int>([a]), _nodes[a].Shape, null, 0);

    /// <summary>Wᵀ.</summary>
    public int Transpose(int matrix) => _nodes[matrix].Operation == Operations.Transpose
        ? _nodes[matrix].Operands[0]
        : Intern(Operations.Transpose, new EquatableArray<int>([matrix]), Shape.Matrix(_nodes[matrix].Shape.Columns, _nodes[matrix].Shape.Rows), null, 0);

    /// <summary>Gives a node the spec's name for it, unless it has one.</summary>
    public void Name(int id, string name)
    {
        if (_nodes[id].Name is null && !_nodes[id].IsConstant)
        {
            _nodes[id] = _nodes[id] with { Name = name };
        }
    }

    int Binary(Operation operation, int a, int b) => _nodes[a].IsConstant && _nodes[b].IsConstant
        ? Constant(operation.Evaluate!([_nodes[a].Value, _nodes[b].Value]))
        : Intern(operation, new EquatableArray<int>([a, b]), ShapeOf(operation, [a, b]), null, 0);

    bool IsNumber(int id, double value) => _nodes[id].IsConstant && _nodes[id].Value == value;

    Shape ShapeOf(Operation operation, int[] operands)
    {
        if (operation.Kind == OperationKind.Product)
        {
            return Shape.Vector(_nodes[operands[0]].Shape.Rows);
        }

        return operation.Kind == OperationKind.Reduction
            ? Shape.Scalar
            : operands.Select(o => _nodes[o].Shape).Aggregate(Shape.Scalar, static (wide, s) => wide.IsScalar ? s : wide);
    }

    int Intern(Operation operation, EquatableArray<int> operands, Shape shape, string? name, double value, string? detail = null)
    {
        string? key = KeyText(operation, name, shape, detail);
        if (_known.TryGetValue((operation, operands, key, value), out int known))
        {
            return known;
        }

        var node = new Node(_nodes.Count, operation, operands, shape, name, value, detail);
        _nodes.Add(node);
        _known.Add((operation, operands, key, value), node.Id);
        return node.Id;
    }

    static (Operation, EquatableArray<int>, string?, double) Key(Node node) =>
        (node.Operation, node.Operands, KeyText(node.Operation, node.Name, node.Shape, node.Detail), node.Value);

    static string? KeyText(Operation operation, string? name, Shape shape, string? detail) =>
        operation.Kind == OperationKind.Leaf ? name
        : operation == Operations.Spread || operation.Kind == OperationKind.Broadcast ? shape.ToString()
        : operation.Kind is OperationKind.Structure or OperationKind.Lanes or OperationKind.Matrices ? $"{shape} {detail}"
        : null;
}
