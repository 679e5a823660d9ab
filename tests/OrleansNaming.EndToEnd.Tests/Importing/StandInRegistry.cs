using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansNaming.EndToEnd.Tests.Importing;

/// <summary>
/// Stands in for a Consul or a Eureka server, neither of which Debian or npm has, and for a naming server in a state that a real one seldom has: replays answers as their documentation shows them, and waits as Consul does while the asked index is the present one.
/// </summary>
internal sealed class StandInRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Scripted> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<string> _tokens = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StandInRegistry()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.First();

    /// <summary>Paths with their queries, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>The tokens of Consul that were shown, in order.</summary>
    public IReadOnlyList<string> Tokens => [.. _tokens];

    public static async Task<StandInRegistry> StartAsync()
    {
        var registry = new StandInRegistry();
        await registry._app.StartAsync(TestContext.Current.CancellationToken);
        return registry;
    }

    public void Say(string path, Scripted answer)
    {
        _answers[path] = answer;
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _changed, new()).TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _asked.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
        foreach (var token in context.Request.Headers["X-Consul-Token"])
        {
            _tokens.Enqueue(token!);
        }

        var changed = Volatile.Read(ref _changed).Task;
        var answer = _answers.GetValueOrDefault(context.Request.Path.Value!, new Scripted("", Status: 404));
        var asked = context.Request.Query["index"].ToString();
        while (answer.Status == 0 || (answer.Index is { } index && asked == index.ToString(CultureInfo.InvariantCulture)))
        {
            await changed.WaitAsync(context.RequestAborted);
            changed = Volatile.Read(ref _changed).Task;
            answer = _answers.GetValueOrDefault(context.Request.Path.Value!, answer);
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        if (answer.Index is { } told)
        {
            context.Response.Headers["X-Consul-Index"] = told.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
