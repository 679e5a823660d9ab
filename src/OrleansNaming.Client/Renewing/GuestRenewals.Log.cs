using Microsoft.Extensions.Logging;

namespace OrleansNaming.Renewing;

internal sealed partial class GuestRenewals
{
    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "Guest {Name}/{InstanceId} was not renewed ({Refusal}): {Reason}. Trying again", EventName = "RenewalFailed")]
        public static partial void RenewalFailed(ILogger logger, string name, string instanceId, Refusal refusal, string reason);

        [LoggerMessage(2102, LogLevel.Information, "Guest {Name}/{InstanceId} was no longer known and is registered again", EventName = "RegisteredAgain")]
        public static partial void RegisteredAgain(ILogger logger, string name, string instanceId);

        [LoggerMessage(2103, LogLevel.Error, "Renewing guest {Name}/{InstanceId} broke. Trying again", EventName = "RenewalBroke")]
        public static partial void RenewalBroke(ILogger logger, Exception exception, string name, string instanceId);
    }
}
