using Microsoft.Extensions.Logging;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>Hands each log line of one server to the test: the name of its event and its text.</summary>
internal sealed class EventLog(string server, Action<string, string, string> logged) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            logged(server, eventId.Name ?? "", formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }
}
