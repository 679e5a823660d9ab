using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Expressions;

namespace OrleansNaming.Tracks.Language;

/// <content>Functions, and which types go together.</content>
internal sealed partial class TrackParser
{
    private TypedExpression Function(Token at)
    {
        _at += 2;
        var name = at.Text.ToLowerInvariant();
        var arguments = new List<TypedExpression>();
        if (!Take(")"))
        {
            do
            {
                Room(arguments.Count, Membership.ItemsMax, "arguments");
                arguments.Add(Nested(Or));
            }
            while (Take(","));
            Expect(")", ",");
        }

        return new TypedExpression(new FunctionCall(name, [.. arguments.Select(argument => argument.Expression)]), ResultOf(at, name, arguments), at);
    }

    private TrackType? ResultOf(Token at, string name, List<TypedExpression> arguments)
    {
        if (TrackFunction.Find(name) is not { } function)
        {
            Complain(at, $"there is no function '{at.Text}'", Nearest.To(name, TrackFunction.All.Select(known => known.Name)));
            return null;
        }

        if (function.Parameters.Length != arguments.Count)
        {
            Complain(at, $"{name} takes {function.Parameters.Length} values and got {arguments.Count}");
            return function.Result;
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            _ = function.Parameters[i] is { } type ? OfType(arguments[i], type) : Same(arguments[0], arguments[i]);
        }

        return function.Result ?? arguments.Select(argument => argument.Type).FirstOrDefault(type => type is not null);
    }

    private static TrackType? SumType(bool isDifference, TrackType? left, TrackType? right) => (left, right) switch
    {
        (null, null) => null,
        (null, _) or (_, null) when (left ?? right) is TrackType.Number => TrackType.Number,
        (TrackType.Number, TrackType.Number) => TrackType.Number,
        (TrackType.Duration, TrackType.Duration) => TrackType.Duration,
        (TrackType.Time, TrackType.Duration) => TrackType.Time,
        (TrackType.Duration, TrackType.Time) when !isDifference => TrackType.Time,
        (TrackType.Time, TrackType.Time) when isDifference => TrackType.Duration,
        _ => null,
    };

    private TypedExpression Boolean(TypedExpression value) => OfType(value, TrackType.Boolean);

    private TypedExpression OfType(TypedExpression value, TrackType type)
    {
        if (value.Type is not null && value.Type != type)
        {
            Complain(value.At, $"expected a {type}, found a {value.Type}");
        }

        return value;
    }

    private TypedExpression Same(TypedExpression left, TypedExpression right)
    {
        if (left.Type is not null && right.Type is not null && left.Type != right.Type)
        {
            Complain(right.At, $"a {left.Type} cannot be compared with a {right.Type}");
        }

        return right;
    }

    private void Ordered(TypedExpression value)
    {
        if (value.Type == TrackType.Boolean)
        {
            Complain(value.At, "a Boolean has no order: compare it with = or <>");
        }
    }

    private void Deepen(Token at)
    {
        if (++_operators == OperatorsMax)
        {
            Complain(at, $"one step has more than {OperatorsMax} operators");
            (_hasFailed, _at) = (true, _tokens.Count - 1);
        }
    }

    private TypedExpression Nested(Func<TypedExpression> read)
    {
        if (++_depth > DepthMax)
        {
            Fail($"this is nested deeper than {DepthMax}");
        }

        var value = read();
        _depth--;
        return value;
    }
}
