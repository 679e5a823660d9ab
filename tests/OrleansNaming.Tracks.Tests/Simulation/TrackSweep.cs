using System.Globalization;
using System.Text;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>Many seeds, on at most two threads, and what came of all of them.</summary>
internal sealed class TrackSweep(TimeSpan troubles)
{
    /// <summary>Lines that a failure prints of what led to it.</summary>
    private const int TraceLines = 120;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly List<double> _overlaps = [];
    private readonly SortedDictionary<ulong, TrackOutcome> _broken = [];
    private (long Worlds, double Hours, long Handovers, long Blocks, long Records, long Doubled, long Refused) _total;

    public IReadOnlyCollection<TrackOutcome> Broken => _broken.Values;

    public IReadOnlyDictionary<string, long> Faults => _faults;

    public long Blocks => _total.Blocks;

    /// <summary>Runs seeds until all are done or one breaks a promise.</summary>
    /// <param name="first">The first.</param>
    /// <param name="last">The last.</param>
    /// <param name="stopsAt">Says whether an outcome ends the sweep.</param>
    public void Run(ulong first, ulong last, Func<TrackOutcome, bool> stopsAt)
    {
        var next = first;
        var isOver = false;
        void Worker()
        {
            while (true)
            {
                ulong seed;
                lock (_lock)
                {
                    if (isOver || next > last)
                    {
                        return;
                    }

                    seed = next++;
                }

                var outcome = TrackSeed.Run(TrackPlan.For(seed, troubles));
                lock (_lock)
                {
                    Add(outcome);
                    isOver |= stopsAt(outcome);
                }
            }
        }

        Thread[] threads = [.. Enumerable.Range(0, Math.Min(2, Environment.ProcessorCount)).Select(_ => new Thread(Worker))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    /// <summary>A broken seed again, with its trace: what it tried, what led to it, what was broken.</summary>
    public string Story(TrackOutcome outcome)
    {
        var again = TrackSeed.Run(TrackPlan.For(outcome.Plan.Seed, troubles, TraceLines));
        return new StringBuilder().AppendJoin('\n', again.World.Trace.Lines).AppendLine().AppendLine(again.Plan.ToString()).Append(again.Broken).ToString();
    }

    public override string ToString()
    {
        _overlaps.Sort();
        double At(double part) => _overlaps.Count == 0 ? 0 : _overlaps[(int)(part * (_overlaps.Count - 1))];
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{_total.Worlds} worlds, {_total.Hours:F0} simulated hours, {_total.Handovers} handovers, {_total.Blocks} blocks, {_total.Records} records, {_total.Refused} late writes refused")
            .AppendLine(CultureInfo.InvariantCulture, $"BestEffort: {_overlaps.Count} overlaps, seconds p50 {At(0.5):F2} p90 {At(0.9):F1} p99 {At(0.99):F1} max {At(1):F1}; {_total.Doubled} records done more than once");
        foreach (var (fault, count) in _faults)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {fault,-28} {count,10}");
        }

        return text.ToString();
    }

    private void Add(TrackOutcome outcome)
    {
        var world = outcome.World;
        _total = (_total.Worlds + 1, _total.Hours + world.Now.TotalHours, _total.Handovers + world.Watch.Handovers, _total.Blocks + world.Blocks.Blocks, _total.Records + world.Board.AddedCount, _total.Doubled + world.Board.Doubled, _total.Refused + world.Board.RefusedCount);
        _overlaps.AddRange(world.Watch.OverlapSpans.Select(span => span.TotalSeconds));
        foreach (var (fault, count) in world.Faults.Counts)
        {
            _faults[fault] = _faults.GetValueOrDefault(fault) + count;
        }

        if (outcome.Broken is not null)
        {
            _broken[outcome.Plan.Seed] = outcome;
        }
    }
}
