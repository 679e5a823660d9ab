using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Expressions;

namespace OrleansNaming.Tracks.Language;

/// <content>Expressions, typed as they are read. Loosest first: OR, AND, NOT, one comparison, plus and minus.</content>
internal sealed partial class TrackParser
{
    private static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">="]; // in the order of ComparisonOperator

    /// <summary>Something that is true, false or null.</summary>
    public TrackExpression Condition() => Boolean(Or()).Expression;

    private TypedExpression Or()
    {
        var left = And();
        while (Take("OR"))
        {
            left = new TypedExpression(new Junction(false, Boolean(left).Expression, Boolean(And()).Expression), TrackType.Boolean, left.At);
            Deepen(left.At);
        }

        return left;
    }

    private TypedExpression And()
    {
        var left = Not();
        while (Take("AND"))
        {
            left = new TypedExpression(new Junction(true, Boolean(left).Expression, Boolean(Not()).Expression), TrackType.Boolean, left.At);
            Deepen(left.At);
        }

        return left;
    }

    private TypedExpression Not()
    {
        var at = Current;
        if (!Take("NOT"))
        {
            return Test();
        }

        var operand = Nested(Not);
        return new TypedExpression(new Negation(Boolean(operand).Expression), TrackType.Boolean, at);
    }

    /// <summary>value [comparison value | [NOT] IN (…) | [NOT] BETWEEN … AND … | [NOT] LIKE … | IS [NOT] NULL]</summary>
    private TypedExpression Test()
    {
        var left = Additive();
        if (Current.Kind == TokenKind.Symbol && Array.IndexOf(Comparisons, Current.Text) is >= 0 and var comparison)
        {
            _at++;
            return Compare((ComparisonOperator)comparison, left);
        }

        if (Take("IS"))
        {
            var isNegated = Take("NOT");
            Expect("NULL", "NOT");
            return Tested(new NullTest(left.Expression), isNegated, left.At);
        }

        var not = Take("NOT");
        if (Take("IN"))
        {
            Expect("(");
            var items = new List<TrackExpression>();
            do
            {
                Room(items.Count, Membership.ItemsMax, "values");
                items.Add(Same(left, Additive()).Expression);
            }
            while (Take(","));
            Expect(")", ",");
            return Tested(new Membership(left.Expression, [.. items]), not, left.At);
        }

        if (Take("BETWEEN"))
        {
            Ordered(left);
            var low = Same(left, Additive());
            Expect("AND");
            return Tested(new Between(left.Expression, low.Expression, Same(left, Additive()).Expression), not, left.At);
        }

        if (Take("LIKE"))
        {
            return Tested(new PatternMatch(OfType(left, TrackType.Text).Expression, OfType(Additive(), TrackType.Text).Expression), not, left.At);
        }

        if (not)
        {
            Unexpected("IN", "BETWEEN", "LIKE");
        }

        return left;
    }

    private TypedExpression Compare(ComparisonOperator comparison, TypedExpression left)
    {
        if (comparison > ComparisonOperator.NotEqual)
        {
            Ordered(left);
        }

        return Tested(new Comparison(comparison, left.Expression, Same(left, Additive()).Expression), false, left.At);
    }

    private static TypedExpression Tested(TrackExpression test, bool isNegated, Token at) => new(isNegated ? new Negation(test) : test, TrackType.Boolean, at);

    private TypedExpression Additive()
    {
        var left = Primary();
        while (Current.Is("+") || Current.Is("-"))
        {
            var sign = _tokens[_at++];
            var right = Primary();
            var type = SumType(sign.Text == "-", left.Type, right.Type);
            if (type is null && left.Type is not null && right.Type is not null)
            {
                Complain(sign, $"{left.Type} {sign.Text} {right.Type} has no meaning");
            }

            left = new TypedExpression(new Sum(sign.Text == "-", left.Expression, right.Expression), type, left.At);
            Deepen(left.At);
        }

        return left;
    }

    private TypedExpression Primary()
    {
        var at = Current;
        if (Take("("))
        {
            var inner = Nested(Or);
            Expect(")");
            return inner with { At = at };
        }

        if (Take("-"))
        {
            var number = Current.Value as decimal?;
            if (Current.Kind != TokenKind.Number)
            {
                Fail($"expected a number behind '-', found {Current.Shown}");
            }

            _at += number is null ? 0 : 1;
            return new TypedExpression(new Literal(-(number ?? 0)), TrackType.Number, at);
        }

        return at.Kind switch
        {
            TokenKind.Text => Constant(at.Text, TrackType.Text),
            TokenKind.Time => Constant(at.Value, TrackType.Time),
            TokenKind.Number when Durations.UnitOf(_tokens[_at + 1].Text) is not null => new TypedExpression(new Literal(Duration()), TrackType.Duration, at),
            TokenKind.Number => Constant(at.Value, TrackType.Number),
            TokenKind.Word when at.Is("NULL") => Constant(null, null),
            TokenKind.Word when at.Is("TRUE") || at.Is("FALSE") => Constant(at.Is("TRUE"), TrackType.Boolean),
            TokenKind.Word when _tokens[_at + 1].Is("(") => Function(at),
            _ => Column(at),
        };
    }

    private TypedExpression Constant(object? value, TrackType? type) => new(new Literal(value), type, _tokens[_at++]);

    private TypedExpression Column(Token at)
    {
        var name = Identifier("a value");
        return new TypedExpression(new ColumnValue(name), FindColumn(at, name)?.Type, at);
    }
}
