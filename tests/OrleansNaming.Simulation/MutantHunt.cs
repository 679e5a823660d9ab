namespace OrleansNaming.Simulation;

/// <summary>
/// Runs seeds in their order, with a mutant on, until the checker that is there for it breaks. Several threads take the seeds; the lowest
/// seed that any of them found counts, so the answer does not depend on how fast which thread was.
/// </summary>
internal sealed class MutantHunt(string checker, double minutes, SimEngine engine)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _others = new(StringComparer.Ordinal);
    private ulong _next;
    private ulong _last;

    /// <summary>The first seed that the named checker breaks in.</summary>
    public SeedOutcome? Found { get; private set; }

    /// <summary>What other checkers said meanwhile: a bug may break more than one promise.</summary>
    public string Others => _others.Count == 0 ? "nothing" : string.Join(", ", _others.Select(pair => $"{pair.Key} {pair.Value}"));

    public void Run(ulong first, ulong last, int jobs)
    {
        (_next, _last) = (first, last);
        var threads = Enumerable.Range(0, (int)Math.Min((ulong)jobs, last - first + 1)).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private void Work()
    {
        while (Take() is { } seed)
        {
            var outcome = SeedSweep.RunSeed(seed, minutes, engine: engine);
            lock (_lock)
            {
                Judge(outcome);
            }
        }
    }

    /// <summary>Seeds are handed out in their order, so when one is found all lower ones are finished or under way.</summary>
    private ulong? Take()
    {
        lock (_lock)
        {
            return Found is not null || _next > _last ? null : _next++;
        }
    }

    private void Judge(SeedOutcome outcome)
    {
        if (outcome.Checker == checker)
        {
            Found = Found is { } found && found.Options.Seed < outcome.Options.Seed ? found : outcome;
        }
        else if (outcome.Checker is { } other)
        {
            _others[other] = _others.GetValueOrDefault(other) + 1;
        }
    }
}
