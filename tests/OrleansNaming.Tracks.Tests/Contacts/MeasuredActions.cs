using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OrleansNaming.Tracks.Telemetry;

namespace OrleansNaming.Tracks.Tests.Contacts;

/// <summary>Hears one server's instrument of first actions.</summary>
internal sealed class MeasuredActions : IDisposable
{
    private readonly MeterListener _listener = new();

    public MeasuredActions(TrackMeter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument == meter.FirstAction)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Seconds.Enqueue(seconds));
        _listener.Start();
    }

    public ConcurrentQueue<double> Seconds { get; } = [];

    public void Dispose() => _listener.Dispose();
}
