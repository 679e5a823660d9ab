// The same as a node: no naming server is needed, this process is one.
using OrleansNaming;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddOrleansNaming(naming => naming.Cluster = "shop")
    .UseLan()
    .Advertise("orders", service =>
    {
        service.Zone = "eu-1";
        service.Tags.Add("v2");
    });
builder.Services.AddHttpClient("billing", http => http.BaseAddress = new Uri("http://billing"))
    .AddNamingResolution();

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapNaming();
app.MapGet("/where", (INamingReplica names) => names.Resolve("billing").Select(instance => instance.Endpoint("http").ToString()));
app.MapGet("/pay", (IHttpClientFactory http, CancellationToken stop) => http.CreateClient("billing").GetStringAsync("/charge", stop));
app.MapGet("/watch", (INamingClient naming, CancellationToken stop) => TypedResults.ServerSentEvents(naming.WatchAsync("billing", stop)));

await app.RunAsync();
