using System.Globalization;
using OrleansNaming.Tracks.Definitions.Expressions;

namespace OrleansNaming.Tracks.Language;

/// <summary>Writes expressions, with brackets only where reading would else take them apart differently.</summary>
internal static class ExpressionPrinter
{
    // How tightly each kind binds, loosest first: where a tighter one is expected, it stands in brackets.
    private const int Or = 0;
    private const int And = 1;
    private const int Not = 2;
    private const int Test = 3;
    private const int Additive = 4;
    private const int Primary = 5;

    private static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">="]; // in the order of ComparisonOperator

    public static string Print(TrackExpression expression) => At(Or, expression);

    /// <summary>Where AND parts actions, so that a condition needs brackets.</summary>
    public static string PrintValue(TrackExpression expression) => At(Additive, expression);

    /// <summary>A name, in brackets if it is a keyword.</summary>
    public static string Word(string name) => Keywords.IsOne(name) ? $"[{name}]" : name;

    private static string At(int level, TrackExpression expression) => LevelOf(expression) < level ? $"({Bare(expression)})" : Bare(expression);

    private static int LevelOf(TrackExpression expression) => expression switch
    {
        Junction junction => junction.IsAnd ? And : Or,
        Negation => Not,
        Comparison or Membership or Between or PatternMatch or NullTest => Test,
        Sum => Additive,
        _ => Primary,
    };

    private static string Bare(TrackExpression expression) => expression switch
    {
        Literal literal => Constant(literal.Value),
        ColumnValue column => Word(column.Column),
        FunctionCall call => $"{call.Function}({List(call.Arguments)})",
        Sum sum => $"{At(Additive, sum.Left)} {(sum.IsDifference ? "-" : "+")} {At(Primary, sum.Right)}",
        Comparison comparison => $"{At(Additive, comparison.Left)} {Comparisons[(int)comparison.Operator]} {At(Additive, comparison.Right)}",
        Membership membership => $"{At(Additive, membership.Operand)} IN ({string.Join(", ", membership.Items.Select(PrintValue))})",
        Between between => $"{At(Additive, between.Operand)} BETWEEN {At(Additive, between.Low)} AND {At(Additive, between.High)}",
        PatternMatch match => $"{At(Additive, match.Operand)} LIKE {At(Additive, match.Pattern)}",
        NullTest test => $"{At(Additive, test.Operand)} IS NULL",
        Negation negation => $"NOT {At(Not, negation.Operand)}",
        Junction { IsAnd: true } and => $"{At(And, and.Left)} AND {At(Not, and.Right)}",
        Junction or => $"{At(Or, or.Left)} OR {At(And, or.Right)}",
        _ => throw new InvalidOperationException($"nothing prints {expression.GetType().Name}"),
    };

    private static string List(IEnumerable<TrackExpression> values) => string.Join(", ", values.Select(Print));

    private static string Constant(object? value) => value switch
    {
        null => "NULL",
        true => "TRUE",
        false => "FALSE",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset instant => Instants.Print(instant),
        TimeSpan duration => Durations.Print(duration),
        _ => throw new InvalidOperationException($"nothing prints a {value.GetType().Name}"),
    };
}
