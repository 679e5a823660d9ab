using Microsoft.Extensions.Logging;

namespace OrleansNaming.Lan;

internal sealed partial class LanEngine
{
    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Error, "the state file is damaged ({Damage}); what was good in front of it is used, a new incarnation opens, and a copy is kept in {Copy}", EventName = "StateDamaged")]
        public static partial void StateDamaged(ILogger logger, string damage, string copy);

        [LoggerMessage(5, LogLevel.Information, "took up the keys in {Path}: {Count} keys, {PrimaryId} seals", EventName = "KeysTaken")]
        public static partial void KeysTaken(ILogger logger, string path, uint primaryId, int count);

        [LoggerMessage(6, LogLevel.Error, "the changed keys can't be used, so the old ones stay: {Why}", EventName = "KeysUnusable")]
        public static partial void KeysUnusable(ILogger logger, string why);

        [LoggerMessage(7, LogLevel.Warning, "cannot resolve the peer {Name}: {Why}; what it yielded last is used", EventName = "PeerNotResolved")]
        public static partial void PeerNotResolved(ILogger logger, string name, string why);

        [LoggerMessage(9, LogLevel.Information, "cluster {Cluster}, state in {Folder}", EventName = "StateOpened")]
        public static partial void StateOpened(ILogger logger, string cluster, string folder);
    }
}
