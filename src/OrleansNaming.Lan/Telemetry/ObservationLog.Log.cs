using Microsoft.Extensions.Logging;

namespace OrleansNaming.Lan.Telemetry;

internal sealed partial class ObservationLog
{
    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Error, "{Kind} {Owner} {Stamp}: {Text}", EventName = "NodeTrouble")]
        public static partial void Trouble(ILogger logger, ObservationKind kind, ServerId owner, Stamp stamp, string text);

        [LoggerMessage(21, LogLevel.Warning, "{Kind} {Owner} {Stamp} {Text}", EventName = "NodeUnusual")]
        public static partial void Unusual(ILogger logger, ObservationKind kind, ServerId owner, Stamp stamp, string text);

        [LoggerMessage(22, LogLevel.Information, "{Kind} {Owner} {Stamp} {Text}", EventName = "NodeHappened")]
        public static partial void Happened(ILogger logger, ObservationKind kind, ServerId owner, Stamp stamp, string text);

        [LoggerMessage(23, LogLevel.Debug, "{Kind} {Owner} {Stamp} since {Since} {Text}", EventName = "NodeDetail")]
        public static partial void Detail(ILogger logger, ObservationKind kind, ServerId owner, Stamp stamp, Stamp since, string text);
    }
}
