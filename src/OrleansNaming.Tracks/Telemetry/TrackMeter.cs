using System.Diagnostics.Metrics;

namespace OrleansNaming.Tracks.Telemetry;

/// <summary>The instruments of work tracks, in the meter <c>OrleansNaming</c>. Every tag has few values.</summary>
internal sealed class TrackMeter
{
    private const string Name = "OrleansNaming";

    private readonly Counter<long> _contacts;
    private readonly Counter<long> _dropped;

    /// <param name="meters">The application's meters, which disposes what it made.</param>
    public TrackMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        FirstAction = meter.CreateHistogram<double>(
            "naming.tracks.first_action", "s", "From an external trigger or a contact to the first action on its record, by the wall clocks of who took it and who acted.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60] });
        _contacts = meter.CreateCounter<long>("naming.tracks.contacts", "{contact}", "Contacts that were brought to tracks, by source.");
        _dropped = meter.CreateCounter<long>("naming.tracks.contacts.dropped", "{contact}", "Contacts that found no room, by source.");
    }

    /// <summary>The instrument of first actions.</summary>
    public Histogram<double> FirstAction { get; }

    /// <summary>Servers' clocks differ: what seems to act before its event acted at once.</summary>
    public void Acted(TimeSpan after) => FirstAction.Record(Math.Max(0, after.TotalSeconds));

    public void Brought(string source, long count) => _contacts.Add(count, new KeyValuePair<string, object?>("naming.source", source));

    public void Dropped(string source, long count) => _dropped.Add(count, new KeyValuePair<string, object?>("naming.source", source));
}
