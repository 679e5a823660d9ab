using OrleansNaming.Tracks.Definitions.Expressions;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Steps;

/// <summary>Works out expressions for one record at one time. Null where SQL says null, and where a sum is beyond what its type holds.</summary>
/// <param name="values">The record's columns.</param>
/// <param name="now">What <c>now()</c> is.</param>
/// <param name="visits">What <c>visits()</c> is.</param>
internal sealed class Evaluation(RecordValues values, DateTimeOffset now, int visits)
{
    /// <summary>Whether a condition is met: true, not null; none is always met.</summary>
    public bool IsMet(TrackExpression? condition) => condition is null || Of(condition) is true;

    public object? Of(TrackExpression expression) => expression switch
    {
        Literal literal => literal.Value,
        ColumnValue column => values[column.Column],
        FunctionCall call => Call(call),
        Sum sum => Add(Of(sum.Left), Of(sum.Right), sum.IsDifference),
        Comparison comparison => Compare(comparison.Operator, Of(comparison.Left), Of(comparison.Right)),
        Junction junction => Join(junction),
        Negation negation => Of(negation.Operand) is bool value ? !value : null,
        Membership membership => IsIn(Of(membership.Operand), membership.Items),
        Between between => IsBetween(Of(between.Operand), Of(between.Low), Of(between.High)),
        PatternMatch match => Of(match.Operand) is string text && Of(match.Pattern) is string pattern ? Likeness.Matches(text, pattern) : null,
        NullTest test => Of(test.Operand) is null,
        _ => throw new InvalidOperationException($"nothing evaluates {expression.GetType().Name}"),
    };

    /// <summary>A template with the record's columns in it.</summary>
    /// <param name="template">One that the language accepted.</param>
    /// <param name="escape">What each column's value goes through.</param>
    public string Fill(string template, Func<string, string>? escape = null) => string.Concat(Template.Parse(template).Parts
        .Select(part => !part.IsColumn ? part.Text : escape is null ? ColumnText.Print(values[part.Text]) : escape(ColumnText.Print(values[part.Text]))));

    private object? Call(FunctionCall call)
    {
        var arguments = call.Arguments.Select(Of).ToArray();
        return call.Function switch
        {
            "now" => now,
            "visits" => (decimal)visits,
            "coalesce" => arguments[0] ?? arguments[1],
            _ when Array.Exists(arguments, argument => argument is null) => null,
            "lower" => ((string)arguments[0]!).ToLowerInvariant(),
            "upper" => ((string)arguments[0]!).ToUpperInvariant(),
            "trim" => ((string)arguments[0]!).Trim(),
            "length" => (decimal)((string)arguments[0]!).Length,
            "contains" => ((string)arguments[0]!).Contains((string)arguments[1]!, StringComparison.Ordinal),
            "abs" => Math.Abs((decimal)arguments[0]!),
            "round" => Math.Round((decimal)arguments[0]!),
            "day" => new DateTimeOffset(((DateTimeOffset)arguments[0]!).UtcDateTime.Date, TimeSpan.Zero),
            _ => throw new InvalidOperationException($"nothing evaluates {call.Function}"),
        };
    }

    private static object? Add(object? left, object? right, bool isDifference)
    {
        try
        {
            return (left, right) switch
            {
                (decimal a, decimal b) => isDifference ? a - b : a + b,
                (TimeSpan a, TimeSpan b) => isDifference ? a - b : a + b,
                (DateTimeOffset a, TimeSpan b) => isDifference ? a - b : a + b,
                (TimeSpan a, DateTimeOffset b) => b + a,
                (DateTimeOffset a, DateTimeOffset b) => a - b,
                _ => null,
            };
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static bool? Compare(ComparisonOperator comparison, object? left, object? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        var order = left is string text ? string.CompareOrdinal(text, (string)right) : ((IComparable)left).CompareTo(right);
        return comparison switch
        {
            ComparisonOperator.Equal => order == 0,
            ComparisonOperator.NotEqual => order != 0,
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private bool? Join(Junction junction)
    {
        var decides = !junction.IsAnd; // one true makes OR true, one false makes AND false, whatever the other is
        var left = Of(junction.Left) as bool?;
        if (left == decides)
        {
            return decides;
        }

        var right = Of(junction.Right) as bool?;
        return right == decides ? decides : left is null || right is null ? null : !decides;
    }

    private bool? IsIn(object? operand, IEnumerable<TrackExpression> items)
    {
        var found = items.Select(item => Compare(ComparisonOperator.Equal, operand, Of(item))).ToList();
        return found.Contains(true) ? true : found.Contains(null) ? null : false;
    }

    private static bool? IsBetween(object? operand, object? low, object? high)
    {
        var (above, below) = (Compare(ComparisonOperator.GreaterOrEqual, operand, low), Compare(ComparisonOperator.LessOrEqual, operand, high));
        return above == false || below == false ? false : above is null || below is null ? null : true;
    }
}
