using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>A real HTTP service that answers with its own name, and with the host that it was asked for.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private Backend(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(context =>
        {
            Interlocked.Increment(ref _calls);
            context.Response.Headers["Asked-For"] = context.Request.Host.Value;
            return context.Response.WriteAsync(name);
        });
    }

    public int Calls => Volatile.Read(ref _calls);

    public int Port => new Uri(_app.Urls.First()).Port;

    public static async Task<Backend> StartAsync(string name)
    {
        var backend = new Backend(name);
        await backend._app.StartAsync(TestContext.Current.CancellationToken);
        return backend;
    }

    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
