using OrleansNaming.Tracks.Definitions;

namespace OrleansNaming.Tracks.Language;

/// <content>Steps and where records go.</content>
internal sealed partial class TrackParser
{
    private List<TrackStep> Steps()
    {
        var steps = new List<TrackStep>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            Room(steps.Count, TrackDefinition.StepsMax, "steps");
            var at = _tokens[Math.Min(_at + 1, _tokens.Count - 1)];
            steps.Add(Step());
            if (!names.Add(steps[^1].Name))
            {
                Complain(at, $"there are two steps '{steps[^1].Name}'");
            }
        }
        while (Current.Is("STEP"));

        foreach (var target in _targets.Where(target => !names.Contains(target.Text)))
        {
            Complain(target, $"there is no step '{target.Text}'", Nearest.To(target.Text, names) is { } near ? $"\"{near}\"" : null);
        }

        return steps;
    }

    /// <summary>STEP "name" [AT x, y] (IF condition THEN | DO) [action AND…] [ON FAILURE …] [flow] [OTHERWISE flow]</summary>
    private TrackStep Step()
    {
        _operators = 0;
        Expect("STEP");
        var name = Name("a step's name");
        var position = Take("AT") ? Position() : null;
        var condition = Take("IF") ? Condition() : null;
        if (condition is null)
        {
            Expect("DO", "IF");
        }
        else
        {
            Expect("THEN", "AND", "OR");
        }

        var actions = Actions();
        var failure = Take("ON") ? Failure() : StepFailure.Usual;
        var onTrue = OptionalFlow();
        if (actions.Count == 0 && onTrue is null)
        {
            Unexpected("an action", "NEXT", "STOP", "GO TO", "WAIT");
        }

        var onFalse = condition is not null && Take("OTHERWISE") ? ContinueWith() : Continuation.Next;
        return new TrackStep(name, position, condition, [.. actions], failure, onTrue ?? Continuation.Next, onFalse);
    }

    /// <summary>[WAIT duration] (NEXT | STOP | AGAIN | GO TO "step"); WAIT alone means this step again.</summary>
    public Continuation ContinueWith()
    {
        if (OptionalFlow() is { } flow)
        {
            return flow;
        }

        Unexpected("NEXT", "STOP", "GO", "WAIT");
        return Continuation.Next;
    }

    private Continuation? OptionalFlow()
    {
        var at = Current;
        var hasWait = Take("WAIT");
        var wait = hasWait ? Duration() : TimeSpan.Zero;
        if (Take("NEXT"))
        {
            return new Continuation(Flow.Next, null, wait);
        }

        if (Take("STOP"))
        {
            return new Continuation(Flow.Stop, null, wait);
        }

        if (Take("GO"))
        {
            Expect("TO");
            _targets.Add(Current);
            return new Continuation(Flow.GoTo, Text("a step's name"), wait);
        }

        if (!Take("AGAIN") && !hasWait)
        {
            return null;
        }

        if (wait == TimeSpan.Zero)
        {
            Complain(at, "a step that is taken again needs a wait: WAIT 1 minute");
        }

        return new Continuation(Flow.Again, null, wait);
    }

    /// <summary>ON FAILURE [AFTER n TRIES] (STOP | CONTINUE)</summary>
    private StepFailure Failure()
    {
        Expect("FAILURE");
        var tries = StepFailure.Usual.Tries;
        if (Take("AFTER"))
        {
            tries = Whole(1, StepFailure.TriesMax, "a number of tries");
            if (!Take("TRY"))
            {
                Expect("TRIES");
            }
        }

        var continues = Take("CONTINUE");
        if (!continues)
        {
            Expect("STOP", "CONTINUE", "AFTER");
        }

        return new StepFailure(tries, continues);
    }

    private StepPosition Position()
    {
        var x = Whole(0, StepPosition.Max, "a position");
        Expect(",");
        return new StepPosition(x, Whole(0, StepPosition.Max, "a position"));
    }
}
