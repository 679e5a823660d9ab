using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansNaming.EndToEnd.Tests.Client;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>What an application writes first: the four things that it may ask of naming, in one service.</summary>
public sealed class ApplicationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_resolves_calls_and_watches_by_name_and_is_ready_when_naming_is()
    {
        var engine = new ScriptedEngine();
        await using var billing = await Backend.StartAsync("billed");
        engine.Put("beta", ScriptedEngine.Service("billing", "b", billing.Port));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<Node.INamingEngine>(engine);
        builder.Services.AddOrleansNaming(naming => naming.Cluster = "shop").AddNamingEngine<ScriptedEngine>()
            .Advertise("orders", service =>
            {
                service.Zone = "eu-1";
                service.Tags.Add("v2");
            });
        builder.Services.AddHttpClient("billing", http => http.BaseAddress = new Uri("http://billing")).AddNamingResolution();

        await using var app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapNaming();
        app.MapGet("/where", (INamingReplica names) => names.Resolve("billing").Select(instance => instance.Endpoint("http").ToString()));
        app.MapGet("/pay", (IHttpClientFactory http, CancellationToken stop) => http.CreateClient("billing").GetStringAsync("/charge", stop));
        app.MapGet("/watch", (INamingClient naming, CancellationToken stop) => TypedResults.ServerSentEvents(naming.WatchAsync("billing", stop)));
        await app.StartAsync(Stop);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        Assert.Equal($"[\"127.0.0.1:{billing.Port}\"]", await http.GetStringAsync("/where", Stop));
        Assert.Equal("billed", await http.GetStringAsync("/pay", Stop));
        Assert.Equal("Healthy", await http.GetStringAsync("/health", Stop));
        using var watch = new StreamReader(await http.GetStreamAsync("/watch", Stop));
        Assert.Contains("\"name\":\"billing\"", await watch.ReadLineAsync(Stop));

        engine.Phase = Node.NodePhase.Joining;
        using var notReady = await http.GetAsync("/health", Stop);
        Assert.Equal(503, (int)notReady.StatusCode);
    }

    [Fact]
    public void A_process_that_is_no_node_is_told_why_it_has_no_api()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddOrleansNaming().UseServers("http://127.0.0.1:7600");
        var app = builder.Build();
        Assert.Contains("UseLan()", Assert.Throws<InvalidOperationException>(() => app.MapNaming()).Message);
    }
}
