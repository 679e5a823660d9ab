using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansNaming.Simulation.Faults;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>What many seeds came to.</summary>
internal sealed class SweepSummary
{
    private readonly SortedDictionary<string, List<ulong>> _broken = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ulong, SeedOutcome> _failures = [];
    private readonly FaultCounters _faults = new();
    private readonly List<double> _converged = [];
    private readonly List<double> _settled = [];
    private SimEngine _engine;
    private int _seeds;
    private double _hours;
    private long _events;
    private long _acknowledged;
    private long _applied;

    public TimeSpan Elapsed { get; set; }

    /// <summary>Whether no promise was broken, and every kind of fault struck if the seeds were many.</summary>
    public bool IsGood => _broken.Count == 0 && !Missing.Any();

    private IEnumerable<Fault> Missing => _seeds >= SeedSweep.SeedsForAllFaults ? _faults.Never(_engine) : [];

    public void Add(SeedOutcome outcome)
    {
        _seeds++;
        _engine = outcome.Options.Engine;
        _faults.Add(outcome.Counters);
        _hours += outcome.Simulated.TotalHours;
        _events += outcome.Events;
        _acknowledged += outcome.Acknowledged;
        _applied += outcome.Applied;
        if (outcome.Checker is { } checker)
        {
            if (!_broken.TryGetValue(checker, out var seeds))
            {
                _broken.Add(checker, seeds = []);
            }

            seeds.Add(outcome.Options.Seed);
            _failures[outcome.Options.Seed] = outcome;
            return;
        }

        _converged.Add(outcome.ConvergedAfter.TotalSeconds);
        _settled.Add(outcome.GuestsSettledAfter.TotalSeconds);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{_seeds} seeds, {_hours:F1} simulated cluster-hours, {_events:N0} events, {_acknowledged:N0} writes acknowledged, {_applied:N0} versions applied");
        text.AppendLine(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds:F1} s, {_seeds / Elapsed.TotalSeconds:F2} seeds/s, {_hours * 3600 / Elapsed.TotalSeconds:N0} times as fast as the clock");
        text.AppendLine(CultureInfo.InvariantCulture, $"agreed after the clients were quiet: {Spread(_converged)}; guests right: {Spread(_settled)}");
        text.AppendLine($"faults   {_faults}");
        if (Missing.Any())
        {
            text.AppendLine($"MISSING  these faults never struck: {string.Join(' ', Missing)}");
        }

        foreach (var (checker, seeds) in _broken)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"BROKEN   {checker}: {seeds.Count} seeds: {string.Join(' ', seeds.Take(20))}");
        }

        return text.Append(_broken.Count == 0 ? "every promise held" : "promises were broken").ToString();
    }

    public string ToJson(SimArguments arguments)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("version", FailureText.Commit);
            json.WriteNumber("seeds", _seeds);
            json.WriteNumber("clusterHours", Math.Round(_hours, 1));
            json.WriteNumber("events", _events);
            json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 1));
            json.WriteStartObject("faults");
            foreach (var fault in FaultCounters.All)
            {
                json.WriteNumber(fault.ToString(), _faults[fault]);
            }

            json.WriteEndObject();
            json.WriteStartArray("neverStruck");
            Missing.ToList().ForEach(fault => json.WriteStringValue(fault.ToString()));
            json.WriteEndArray();
            WriteBroken(json);
            WriteFailures(json, arguments);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void WriteBroken(Utf8JsonWriter json)
    {
        json.WriteStartObject("broken");
        foreach (var (checker, seeds) in _broken)
        {
            json.WriteStartArray(checker);
            seeds.ForEach(seed => json.WriteNumberValue(seed));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Each with what text output says of it.</summary>
    private void WriteFailures(Utf8JsonWriter json, SimArguments arguments)
    {
        json.WriteStartArray("failures");
        foreach (var (seed, outcome) in _failures)
        {
            json.WriteStartObject();
            json.WriteNumber("seed", seed);
            json.WriteString("checker", outcome.Checker);
            json.WriteString("message", outcome.Message);
            json.WriteNumber("atSeconds", Math.Round(outcome.Simulated.TotalSeconds, 4));
            json.WriteString("options", outcome.Options.ToString());
            json.WriteStartArray("story");
            outcome.Story.ToList().ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteString("again", FailureText.Command(seed, arguments));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Spread(List<double> values)
    {
        if (values.Count == 0)
        {
            return "never";
        }

        values.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"p50 {At(0.5):F1} s, p99 {At(0.99):F1} s, max {values[^1]:F1} s");

        double At(double share) => values[(int)((values.Count - 1) * share)];
    }
}
