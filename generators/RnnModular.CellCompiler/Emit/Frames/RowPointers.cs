using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Frames;

/// <summary>
/// The rows a stage reads and writes, as local pointers that are set once a row: through the frame each access would read
/// pointer, stride and width again, since any store might have changed them.
/// </summary>
sealed class RowPointers
{
    readonly CodeWriter _code;
    readonly FrameLayout _frame;
    readonly Place[] _places;
    readonly Stage _stage;
    readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _distances = new(StringComparer.Ordinal);
    readonly Dictionary<Place, string> _lines = [];
    readonly NameScope _scope;

    public RowPointers(CodeWriter code, FrameLayout frame, Stage stage, NameScope scope)
    {
        (_code, _frame, _stage, _scope) = (code, frame, stage, scope);
        _places = [.. stage.Loads.Select(l => l.Place).Concat(stage.Stores.Select(s => s.Place))];
        foreach (Place place in _places.Where(p => !IsShared(p)))
        {
            if (!_rows.ContainsKey(frame.Field(place)))
            {
                _rows.Add(frame.Field(place), scope.Take(frame.Field(place) + "Row"));
                if (stage.WalksSteps && Moves(place))
                {
                    _distances.Add(frame.Field(place), scope.Take(frame.Field(place) + "Ahead"));
                }
            }
        }
    }

    /// <summary>Writes what holds for all rows: the padded widths.</summary>
    /// <param name="lanes">A width that is needed in any case, if not null.</param>
    public void Widths(Dim? lanes = null)
    {
        IEnumerable<Dim> dims = _places.Where(p => p.Slot > 0 && !IsShared(p)).Select(p => p.Dim).Concat(lanes is { } needed ? [needed] : []);
        foreach (Dim dim in dims.Distinct().Where(d => _frame.Fixed(d) is null))
        {
            _code.Line($"nint {Wide(dim)} = {_frame.Wide(dim)};");
        }
    }

    /// <summary>Writes the pointers of row <c>i</c>; where a stage walks the steps, those of its lanes <c>j</c>.</summary>
    public void Rows()
    {
        foreach (Place place in _places.Where(p => !IsShared(p)).GroupBy(_frame.Field).Select(g => g.First()))
        {
            string lanes = _stage.WalksSteps && place.Dim == _stage.Lanes ? " + j" : "";
            _code.Line($"float* {_rows[_frame.Field(place)]} = f.{_frame.Field(place)} + i * {_frame.Stride(place)}{lanes};");
        }
    }

    /// <summary>Writes how far each value lies from that of the step before.</summary>
    public void Distances()
    {
        foreach (Place place in Moving())
        {
            // Forward, without a history, all steps of a state are written to one row.
            string distance = place.Kind == PlaceKind.Next && _stage.CarriedKind == PlaceKind.Previous ? $"f.{FrameLayout.AheadField(place.Name)}" : $"f.ahead * {_frame.Stride(place)}";
            _code.Line($"nint {_distances[_frame.Field(place)]} = {distance};");
        }
    }

    /// <summary>Moves the pointers on by a step.</summary>
    public void Advance()
    {
        foreach (Place place in Moving())
        {
            _code.Line($"{_rows[_frame.Field(place)]} += {_distances[_frame.Field(place)]};");
        }
    }

    /// <summary>A padded width.</summary>
    public string Wide(Dim dim) => _frame.Fixed(dim) is null ? "wide" + dim.Identifier : _frame.Wide(dim);

    /// <summary>The first lane of a value in row <c>i</c>.</summary>
    public string Of(Place place) => IsShared(place)
        ? _frame.Base(place)
        : _rows[_frame.Field(place)] + FrameLayout.Column(place, Wide(place.Dim));

    /// <summary>Writes the pointers of row <c>r</c> of matrices.</summary>
    public void MatrixRow(IEnumerable<Place> matrices)
    {
        foreach (Place place in matrices.Distinct())
        {
            string number = place.Slot == 0 ? "" : Literal.Integer(place.Slot);
            _lines.Add(place, _scope.Take($"{_frame.Field(place)}{number}Line"));
            _code.Line($"float* {_lines[place]} = {Of(place)} + r * {Wide(_stage.Lanes)};");
        }
    }

    /// <summary>Lanes <c>j</c> of row <c>r</c> of a matrix.</summary>
    public string MatrixLanes(Place place) => _lines[place] + " + j";

    IEnumerable<Place> Moving() => _places.Where(p => !IsShared(p) && Moves(p)).GroupBy(_frame.Field).Select(g => g.First());

    // What is carried is read before the first step, and sums are kept until after the last.
    bool Moves(Place place) => place.Kind != _stage.CarriedKind && place.Kind is not (PlaceKind.CarriedOut or PlaceKind.Total);

    /// <summary>Lanes <c>j</c> of a value.</summary>
    public string Lanes(Place place) => _stage.WalksSteps && !IsShared(place) ? Of(place) : Of(place) + " + j";

    // One for all rows.
    static bool IsShared(Place place) => place.Kind is PlaceKind.Parameter or PlaceKind.Matrix;
}
