using Microsoft.Extensions.Logging;

namespace OrleansNaming.Lan.Hosting;

internal abstract partial class NodeService
{
    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "advertised {Name} at {Endpoints}, {Token}", EventName = "ServiceAdvertised")]
        public static partial void Advertised(ILogger logger, string name, string endpoints, Token token);

        [LoggerMessage(41, LogLevel.Critical, "node {Server} has ended, so the application stops: {Why}", EventName = "EngineEnded")]
        public static partial void EngineEnded(ILogger logger, Exception? cause, ServerId server, string why);
    }
}
