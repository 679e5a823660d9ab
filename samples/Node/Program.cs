// The same as a node: no naming server is needed, this process is one.
// snippet: node
using OrleansNaming;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddOrleansNaming(naming => naming.Cluster = "shop").UseLan().Advertise("orders");
builder.Services.AddHttpClient("billing", http => http.BaseAddress = new Uri("http://billing"))
    .AddNamingResolution();                                              // each request goes to a live instance

var app = builder.Build();
app.MapNaming();                                                         // optional: /v1/… on this service's own port
app.MapGet("/where", (INamingReplica names) =>                           // in memory: no call, no allocation
    names.Resolve("billing").Select(instance => instance.Endpoint("http").ToString()));
// end
app.MapHealthChecks("/health");                                          // "naming", tag "ready", is already registered
app.MapGet("/pay", (IHttpClientFactory http, CancellationToken stop) => http.CreateClient("billing").GetStringAsync("/charge", stop));
app.MapGet("/watch", (INamingClient naming, CancellationToken stop) => TypedResults.ServerSentEvents(naming.WatchAsync("billing", stop)));

await app.RunAsync();                                                    // advertised when it listens; goodbye before it stops
