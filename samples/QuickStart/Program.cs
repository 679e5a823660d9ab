// A real HTTP service that is no node: it registers as a guest at a naming server, and calls others by name.
//   naming server                                     (in another terminal; or naming up)
//   Naming__Servers__0=http://127.0.0.1:7600 dotnet run -- --service orders --port 8081
using OrleansNaming;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var service = builder.Configuration["service"] ?? "orders";
var port = builder.Configuration.GetValue("port", 8081);
var instance = builder.Configuration["instance"] ?? $"{service}-{port}";
builder.WebHost.UseUrls($"http://127.0.0.1:{port}");

builder.Services.AddOrleansNaming(naming => naming.Server = instance)
    .UseServers()                                                        // Naming__Servers__0, Naming__Key
    .Advertise(service, advertised =>
    {
        advertised.InstanceId = instance;                                // the default is a random one
        advertised.AddEndpoint("http", port, "127.0.0.1");
        advertised.Lease = TimeSpan.FromSeconds(3);
    });
builder.Services.AddHttpClient("orders", http => http.BaseAddress = new Uri("http://orders"))
    .AddNamingResolution();                                              // each request goes to a live instance

var app = builder.Build();
app.MapGet("/hello", () => $"{instance} says hello");
app.MapGet("/", async (IHttpClientFactory http, CancellationToken stop) => service == "orders"
    ? $"{instance} takes orders"
    : $"{instance} asked orders: {await http.CreateClient("orders").GetStringAsync("/hello", stop)}");
app.MapGet("/where", (INamingReplica names) => names.Resolve("orders").Select(found => found.ToString()));

await app.StartAsync();
Console.WriteLine($"listening http://127.0.0.1:{port}");
await app.WaitForShutdownAsync();
