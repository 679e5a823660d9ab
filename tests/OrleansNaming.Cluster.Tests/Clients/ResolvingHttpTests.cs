using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansNaming.Cluster.Tests.Clients;

[On(Engine.Orleans)]
public sealed class ResolvingHttpTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_http_client_calls_a_service_of_a_silo_by_its_name(bool keepReplica)
    {
        await using var shop = await ListenAsync();
        await using var cluster = await ClientCluster.StartAsync(
            1, options => options.KeepReplica = keepReplica, naming => naming.Services.AddHttpClient("orders").AddNamingResolution());
        var address = new Uri(shop.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await ClientCluster.BindAsync(cluster.Silos[0], "orders", address.Port);
        if (keepReplica)
        {
            await cluster.UntilAsync(() => cluster.Replica.Resolve("orders").Count == 1, "the service is known");
        }

        using var http = cluster.Application.GetRequiredService<IHttpClientFactory>().CreateClient("orders");
        Assert.Equal("order 7 at orders", await http.GetStringAsync(new Uri("http://orders/7"), TestContext.Current.CancellationToken));
    }

    private static async Task<WebApplication> ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($"order {context.Request.Path.Value![1..]} at {context.Request.Host.Host}"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
