using OrleansNaming.Simulation.Reporting;

namespace OrleansNaming.Simulation;

/// <summary>Runs many seeds on some threads and sums them up.</summary>
/// <param name="arguments">Which seeds.</param>
/// <param name="output">Where to write.</param>
/// <param name="run">How one seed goes; a world of its own when null.</param>
internal sealed class SeedSweep(SimArguments arguments, TextWriter output, Func<ulong, SeedOutcome>? run = null)
{
    /// <summary>From so many seeds on, every kind of fault must have struck.</summary>
    public const int SeedsForAllFaults = 200;

    private readonly SweepSummary _summary = new();
    private readonly Lock _lock = new();
    private ulong _next = arguments.First;

    public int Run()
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var threads = new List<Thread>();
        for (var i = 0; i < (int)Math.Min((ulong)arguments.Jobs, arguments.Last - arguments.First + 1); i++)
        {
            var thread = new Thread(Work);
            thread.Start();
            threads.Add(thread);
        }

        threads.ForEach(thread => thread.Join());
        _summary.Elapsed = TimeProvider.System.GetElapsedTime(startedAt);
        output.WriteLine(arguments.Json ? _summary.ToJson(arguments) : _summary.ToString());
        return _summary.IsGood ? 0 : 1;
    }

    public static SeedOutcome RunSeed(ulong seed, double minutes, Action<SeedRun>? prepare = null, SimEngine engine = SimEngine.Lan)
    {
        var world = new SeedRun(Swarm.Options(seed, TimeSpan.FromMinutes(minutes), engine));
        prepare?.Invoke(world);
        return world.Run();
    }

    private void Work()
    {
        while (Take() is { } seed)
        {
            var outcome = run is null ? RunSeed(seed, arguments.Minutes, Listen, arguments.Engine) : run(seed);
            if (arguments.Twice && outcome.Checker is null)
            {
                var again = RunSeed(seed, arguments.Minutes, engine: arguments.Engine);
                outcome = again.Hash == outcome.Hash ? outcome : outcome with { Checker = "Determinism", Message = $"trace {outcome.Hash:x16}, the second time {again.Hash:x16}" };
            }

            lock (_lock)
            {
                _summary.Add(outcome);
                Report(outcome);
            }
        }
    }

    private void Listen(SeedRun run)
    {
        if (arguments.Trace && !arguments.Json)
        {
            run.World.Trace.Listener = line => output.WriteLine(TraceText.Format(line, run.World));
        }
    }

    private ulong? Take()
    {
        lock (_lock)
        {
            return _next > arguments.Last ? null : _next++;
        }
    }

    private void Report(SeedOutcome outcome)
    {
        if (arguments.Json)
        {
            return; // One document, at the end, with the failures in it.
        }

        if (outcome.Checker is not null)
        {
            output.WriteLine(FailureText.Format(outcome, arguments));
        }
        else if (arguments.First == arguments.Last)
        {
            output.WriteLine($"options  {outcome.Options}");
            output.WriteLine($"faults   {outcome.Counters}");
            output.WriteLine(FormattableString.Invariant($"healed   agreed after {outcome.ConvergedAfter.TotalSeconds:F1} s, guests after {outcome.GuestsSettledAfter.TotalSeconds:F1} s; a dead server was seen by all after {outcome.DetectedAfter.TotalSeconds:F1} s"));
            output.WriteLine($"trace    {outcome.Hash:x16}");
        }
    }
}
