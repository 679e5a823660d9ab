namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>
/// Whether there is an order of a history's operations, each somewhere between its call and its answer, in which a single register gives those answers:
/// Wing and Gong's search (1993) over the calls that no unplaced answer precedes, with Lowe's memory (2017) of what was reached before: the same set of operations and the
/// same state need no second try. An operation without an answer may be placed anywhere after its call, or not at all.
/// </summary>
/// <remarks>
/// Weak spot: each unanswered operation that could have happened doubles the search in the worst case. Here few can: an epoch that has passed never comes back.
/// </remarks>
internal sealed class LinearizabilityChecker
{
    private readonly Operation[] _operations;
    private readonly Entry _head = new(-1, false);
    private readonly HashSet<(OperationSet, RegisterState)> _reached = [];
    private readonly Stack<(Entry Call, RegisterState Before)> _placed = new();
    private OperationSet _set;
    private int _unplaced;

    private LinearizabilityChecker(IReadOnlyList<Operation> history)
    {
        Assert.InRange(history.Count, 0, OperationSet.SizeMax);
        _operations = [.. history];
        _unplaced = history.Count(operation => operation.Returned is not null);
        Link();
    }

    public static bool IsLinearizable(IReadOnlyList<Operation> history) => new LinearizabilityChecker(history).Search();

    private bool Search()
    {
        var state = default(RegisterState);
        var entry = _head.Next;
        while (_unplaced > 0)
        {
            if (entry is { IsReturn: false })
            {
                entry = TryPlace(entry, ref state) ? _head.Next : entry.Next;
            }
            else if (_placed.TryPop(out var last)) // An answer whose call is not placed yet, or the end: the last one placed was wrong there.
            {
                state = last.Before;
                _set = _set.Without(last.Call.Operation);
                _unplaced += last.Call.PutBack() ? 1 : 0;
                entry = last.Call.Next;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private bool TryPlace(Entry call, ref RegisterState state)
    {
        var operation = _operations[call.Operation];
        if (!state.TryApply(operation, out var next) || (operation.Returned is null && next == state) || !_reached.Add((_set.With(call.Operation), next)))
        {
            return false;
        }

        _placed.Push((call, state));
        _set = _set.With(call.Operation);
        _unplaced -= call.TakeOut() ? 1 : 0;
        state = next;
        return true;
    }

    private void Link()
    {
        var events = _operations.SelectMany((operation, place) => operation.Returned is { } returned
            ? new[] { (Time: operation.Called, Entry: new Entry(place, false)), (Time: returned, Entry: new Entry(place, true)) }
            : [(operation.Called, new Entry(place, false))]);
        var calls = new Entry[_operations.Length];
        var last = _head;
        foreach (var (_, entry) in events.OrderBy(pair => pair.Time))
        {
            (last.Next, entry.Previous) = (entry, last);
            last = entry;
            if (entry.IsReturn)
            {
                calls[entry.Operation].Return = entry;
            }
            else
            {
                calls[entry.Operation] = entry;
            }
        }
    }

    /// <summary>A call or an answer in the list of what is not placed yet, by time. One that was taken out keeps its neighbours, to be put back in reverse order.</summary>
    private sealed class Entry(int operation, bool isReturn)
    {
        public int Operation => operation;

        public bool IsReturn => isReturn;

        public Entry? Next { get; set; }

        public Entry? Previous { get; set; }

        public Entry? Return { get; set; }

        /// <summary>Takes a call and its answer out.</summary>
        /// <returns>Whether it had one.</returns>
        public bool TakeOut()
        {
            Unlink(this);
            if (Return is not null)
            {
                Unlink(Return);
            }

            return Return is not null;
        }

        public bool PutBack()
        {
            if (Return is not null)
            {
                Relink(Return);
            }

            Relink(this);
            return Return is not null;
        }

        private static void Unlink(Entry entry)
        {
            entry.Previous!.Next = entry.Next;
            entry.Next?.Previous = entry.Previous;
        }

        private static void Relink(Entry entry)
        {
            entry.Previous!.Next = entry;
            entry.Next?.Previous = entry;
        }
    }
}
