using Microsoft.Extensions.Logging;

namespace OrleansNaming.Lan;

internal abstract partial class NodeEngine
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "node {Server} runs: {Engine}", EventName = "EngineStarted")]
        public static partial void Started(ILogger logger, ServerId server, string engine);

        [LoggerMessage(2, LogLevel.Warning, "{Server} stops without its goodbye, since it took longer than {Limit}: others will hide it as a dead one", EventName = "LeftWithoutGoodbye")]
        public static partial void LeftWithoutGoodbye(ILogger logger, ServerId server, TimeSpan limit);

        [LoggerMessage(3, LogLevel.Error, "a subscriber threw; it must return at once and never throw", EventName = "CallbackFailed")]
        public static partial void CallbackFailed(ILogger logger, Exception cause);

        [LoggerMessage(5, LogLevel.Information, "took up the keys in {Path}: {Count} keys, {PrimaryId} seals", EventName = "KeysTaken")]
        public static partial void KeysTaken(ILogger logger, string path, uint primaryId, int count);

        [LoggerMessage(6, LogLevel.Error, "the changed keys can't be used, so the old ones stay: {Why}", EventName = "KeysUnusable")]
        public static partial void KeysUnusable(ILogger logger, string why);

        [LoggerMessage(8, LogLevel.Warning, "{Counter} {Count} times so far; told again when it has doubled", EventName = "EngineCounted")]
        public static partial void Counted(ILogger logger, string counter, long count);
    }
}
