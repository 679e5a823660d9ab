using Microsoft.Extensions.Logging;

namespace OrleansNaming.Lan.Telemetry;

/// <summary>Turns observations into log lines: what an operator must see as warnings and errors, the rest for those who look.</summary>
internal sealed partial class ObservationLog(ILogger logger)
{
    public void Observed(in Observation what)
    {
        var level = LevelOf(what.Kind);
        if (!logger.IsEnabled(level))
        {
            return;
        }

        switch (level)
        {
            case LogLevel.Error:
                Log.Trouble(logger, what.Kind, what.Owner, what.Stamp, Printable(what.Text));
                break;
            case LogLevel.Warning:
                Log.Unusual(logger, what.Kind, what.Owner, what.Stamp, Printable(what.Text));
                break;
            case LogLevel.Information:
                Log.Happened(logger, what.Kind, what.Owner, what.Stamp, Printable(what.Text));
                break;
            default:
                Log.Detail(logger, what.Kind, what.Owner, what.Stamp, what.Since, Printable(what.Text));
                break;
        }
    }

    private static LogLevel LevelOf(ObservationKind kind) => kind switch
    {
        ObservationKind.Alarm or ObservationKind.SupersededBy or ObservationKind.StorageTrouble => LogLevel.Error,
        ObservationKind.Quarantined or ObservationKind.Isolated or ObservationKind.HidingDeferred
            or ObservationKind.DivergenceDetected or ObservationKind.GuestWriteLost => LogLevel.Warning,
        ObservationKind.Joined or ObservationKind.Reconnected or ObservationKind.OwnerStateChanged
            or ObservationKind.IncarnationOpened or ObservationKind.GuestAdopted => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    /// <summary>Text may come from the network: it must not forge lines or colour a terminal.</summary>
    private static string Printable(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && !text.Contains('\x7f')
            ? text
            : string.Create(text.Length, text, static (span, from) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = char.IsControl(from[i]) ? '?' : from[i];
                }
            });
}
