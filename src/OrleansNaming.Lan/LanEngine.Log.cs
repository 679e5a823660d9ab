using Microsoft.Extensions.Logging;

namespace OrleansNaming.Lan;

internal sealed partial class LanEngine
{
    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Error, "the state file is damaged ({Damage}); what was good in front of it is used, a new incarnation opens, and a copy is kept in {Copy}", EventName = "StateDamaged")]
        public static partial void StateDamaged(ILogger logger, string damage, string copy);

        [LoggerMessage(7, LogLevel.Warning, "cannot resolve the peer {Name}: {Why}; what it yielded last is used", EventName = "PeerNotResolved")]
        public static partial void PeerNotResolved(ILogger logger, string name, string why);

        [LoggerMessage(9, LogLevel.Information, "cluster {Cluster}, state in {Folder}", EventName = "StateOpened")]
        public static partial void StateOpened(ILogger logger, string cluster, string folder);
    }
}
