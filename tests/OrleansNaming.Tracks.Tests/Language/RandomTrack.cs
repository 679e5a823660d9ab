using OrleansNaming.Simulation.Chance;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Actions;
using OrleansNaming.Tracks.Definitions.Expressions;
using OrleansNaming.Tracks.Definitions.Triggers;

namespace OrleansNaming.Tracks.Tests.Language;

/// <summary>Valid tracks of every shape: the same seed, the same track.</summary>
internal sealed class RandomTrack(Prng dice)
{
    private static readonly string[] Scraps = ["a", "B", " ", "'", "\"", "--", "é", "😀", "THEN", "\n", "\t", "\r\n", "]", "[", "{{", "}}", "=", "1"];
    private static readonly string[] Names = ["id", "host", "days_left", "key", "step", "end", "_1", "Null", "x", "in"];

    private List<TrackColumn> _columns = [];

    public static TrackDefinition Of(int seed) => new RandomTrack(new Prng((ulong)seed)).Track();

    private TrackDefinition Track()
    {
        var source = Source();
        string[] steps = [.. Enumerable.Range(0, 1 + dice.Below(6)).Select(i => $"{Name()}{i}")];
        return new TrackDefinition(
            Name(), 1 + dice.Below(int.MaxValue), $"g{dice.Below(9)}", [.. Enumerable.Range(0, dice.Below(4)).Select(_ => Trigger())], source, [.. steps.Select(name => Step(name, steps))]);
    }

    private TrackSource Source()
    {
        var isPosted = dice.Chance(0.2);
        _columns = [new TrackColumn("no", TrackType.Number, false), .. Names.Where(_ => dice.Chance(0.7)).Select(name => new TrackColumn(name, Type(), dice.Chance(0.4)))];
        var updates = !isPosted && dice.Chance(0.5) ? Names[dice.Below(Names.Length)] : null;
        return new TrackSource(isPosted ? null : "main", isPosted ? null : $"select {Scrap()}", "no", updates, [.. _columns]);
    }

    private TrackTrigger Trigger() => dice.Below(5) switch
    {
        0 => new AtTrigger(Instant()),
        1 => new PeriodTrigger(Duration() + TimeSpan.FromSeconds(1)),
        2 => new CalendarTrigger($"{dice.Below(60)} {dice.Below(24)} * * 1-5", dice.Chance(0.5) ? "UTC" : "Europe/Berlin"),
        3 => new ExternalTrigger(Name()),
        _ => new QueryTrigger("other", $"select {Scrap()}", dice.Chance(0.5)),
    };

    private TrackStep Step(string name, string[] steps)
    {
        var condition = dice.Chance(0.8) ? Value(TrackType.Boolean, 4) : null;
        return new TrackStep(
            name, dice.Chance(0.5) ? new StepPosition(dice.Below(999), dice.Below(999)) : null, condition, [.. Enumerable.Range(0, dice.Below(4)).Select(_ => Action())],
            new StepFailure(1 + dice.Below(7), dice.Chance(0.5)), Flow(steps), condition is null ? Continuation.Next : Flow(steps));
    }

    private Continuation Flow(string[] steps)
    {
        var wait = dice.Chance(0.5) ? Duration() : TimeSpan.Zero;
        return dice.Below(4) switch
        {
            0 => new Continuation(Definitions.Flow.Next, null, wait),
            1 => new Continuation(Definitions.Flow.Stop, null, wait),
            2 => new Continuation(Definitions.Flow.GoTo, steps[dice.Below(steps.Length)], wait),
            _ => new Continuation(Definitions.Flow.Again, null, wait + TimeSpan.FromMilliseconds(1)),
        };
    }

    private TrackAction Action() => dice.Below(6) switch
    {
        0 when _columns.Find(column => column.IsOwn) is { } own => new SetAction([new Assignment(own.Name, Value(own.Type, 2))]),
        0 or 1 => new CallAction(dice.Chance(0.5) ? "GET" : "POST", $"https://{Scrap()}/{{no}}", dice.Chance(0.5) ? Scrap() : null),
        2 => new EmailAction(Value(TrackType.Text, 2), $"renew {{no}} {Scrap()}", dice.Chance(0.5) ? Scrap() : null),
        3 => new PublishAction($"ops/{{no}}{Scrap()}", "{no}:80"),
        4 => new WithdrawAction($"ops/{Scrap()}"),
        _ => new RunAction(Name(), [.. Enumerable.Range(0, dice.Below(3)).Select(_ => Value(Type(), 3))]),
    };

    /// <summary>Something of that type, of at most so many levels.</summary>
    private TrackExpression Value(TrackType type, int depth) =>
        depth == 0 || dice.Chance(0.3) ? Leaf(type)
        : type switch
        {
            TrackType.Boolean => Condition(depth - 1),
            TrackType.Text => new FunctionCall(dice.Chance(0.5) ? "lower" : "trim", [Value(type, depth - 1)]),
            TrackType.Time => dice.Chance(0.5)
                ? new Sum(dice.Chance(0.5), Value(type, depth - 1), Value(TrackType.Duration, depth - 1))
                : new FunctionCall("coalesce", [Value(type, depth - 1), Value(type, depth - 1)]),
            TrackType.Duration when dice.Chance(0.3) => new Sum(true, Value(TrackType.Time, depth - 1), Value(TrackType.Time, depth - 1)),
            _ => new Sum(dice.Chance(0.5), Value(type, depth - 1), Value(type, depth - 1)),
        };

    private TrackExpression Condition(int depth)
    {
        var type = (TrackType[])[TrackType.Text, TrackType.Number, TrackType.Time, TrackType.Duration];
        var of = type[dice.Below(type.Length)];
        return dice.Below(8) switch
        {
            0 or 1 => new Junction(dice.Chance(0.5), Value(TrackType.Boolean, depth), Value(TrackType.Boolean, depth)),
            2 => new Negation(Value(TrackType.Boolean, depth)),
            3 => new Membership(Value(of, depth), [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => Value(of, depth))]),
            4 => new Between(Value(of, depth), Value(of, depth), Value(of, depth)),
            5 => new PatternMatch(Value(TrackType.Text, depth), Value(TrackType.Text, depth)),
            6 => new NullTest(Value(Type(), depth)),
            _ => new Comparison((ComparisonOperator)dice.Below(6), Value(of, depth), Value(of, depth)),
        };
    }

    private TrackExpression Leaf(TrackType type)
    {
        if (dice.Chance(0.4) && _columns.Find(column => column.Type == type) is { } column)
        {
            return new ColumnValue(column.Name);
        }

        return new Literal(type switch
        {
            _ when dice.Chance(0.1) => null,
            TrackType.Text => Scrap(),
            TrackType.Number => (dice.Below(2_000_001) - 1_000_000) / (decimal)Math.Pow(10, dice.Below(7)),
            TrackType.Boolean => dice.Chance(0.5),
            TrackType.Time => Instant(),
            _ => Duration(),
        });
    }

    private TrackType Type() => (TrackType)dice.Below(5);

    private DateTimeOffset Instant() => DateTimeOffset.UnixEpoch.AddTicks((long)dice.Between(0, 3e17)).AddSeconds(-(long)dice.Between(0, 1e10));

    private TimeSpan Duration() => TimeSpan.FromMilliseconds(Math.Floor(Math.Pow(10, dice.Between(0, 11))) * dice.Below(2));

    private string Scrap() => string.Concat(Enumerable.Range(0, 1 + dice.Below(6)).Select(_ => Scraps[dice.Below(Scraps.Length)]));

    private string Name() => Scrap().Replace('\n', 'n').Replace('\r', 'r').Replace('\t', 't');
}
