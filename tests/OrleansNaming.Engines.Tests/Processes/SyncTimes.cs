using System.Diagnostics.Metrics;

namespace OrleansNaming.Engines.Tests.Processes;

/// <summary>How long this process's writes to disk took, by the engine's own instrument.</summary>
internal sealed class SyncTimes : IDisposable
{
    private readonly List<double> _seconds = [];
    private readonly MeterListener _listener = new();

    public SyncTimes()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "OrleansNaming" && instrument.Name == "naming.sync.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            lock (_seconds)
            {
                _seconds.Add(seconds);
            }
        });
        _listener.Start();
    }

    public double MedianMicroseconds
    {
        get
        {
            lock (_seconds)
            {
                return _seconds.Count == 0 ? 0 : _seconds.Order().ElementAt(_seconds.Count / 2) * 1e6;
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
