using Microsoft.Extensions.Logging;

namespace OrleansNaming.Following;

internal sealed partial class Follower
{
    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Information, "Following {Node}, which is '{Name}'", EventName = "Following")]
        public static partial void Following(ILogger logger, string node, string name);

        [LoggerMessage(2202, LogLevel.Warning, "No node is heard ({Reason}). What is held stays, marked stale, and the next node is asked", EventName = "NodeLost")]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(2203, LogLevel.Information, "Loaded the last known good directory of {Owners} owners from {Path}", EventName = "DirectoryLoaded")]
        public static partial void Loaded(ILogger logger, int owners, string path);

        [LoggerMessage(2204, LogLevel.Warning, "The last known good directory in {Path} could not be read; starting without it", EventName = "DirectoryNotLoaded")]
        public static partial void NotLoaded(ILogger logger, Exception exception, string path);

        [LoggerMessage(2205, LogLevel.Warning, "The directory could not be saved to {Path}; after a restart an older one will serve until a node is heard", EventName = "DirectoryNotSaved")]
        public static partial void NotSaved(ILogger logger, Exception exception, string path);

        [LoggerMessage(2206, LogLevel.Error, "{Node} is of cluster '{Told}', this process of '{Expected}': set Naming__Cluster here, or ask another cluster", EventName = "OtherCluster")]
        public static partial void OtherCluster(ILogger logger, string node, string told, string expected);
    }
}
