// A shop on Orleans that was there before; adoption.diff shows the three lines by which its servers name each other.
//   dotnet run -- --name shop-1 --port 8081 --silo 11211
//   dotnet run -- --name shop-2 --port 8082 --silo 11212 --primary 11211
//   curl http://127.0.0.1:8082/ask/apple
using System.Net;
using Orleans.Configuration;
using OrleansShop;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var (name, silo) = (builder.Configuration["name"] ?? "shop-1", builder.Configuration.GetValue("silo", 11_211));
builder.WebHost.UseUrls($"http://127.0.0.1:{builder.Configuration.GetValue("port", 8081)}");
builder.UseOrleans(orleans =>
{
    orleans.UseLocalhostClustering(silo, silo + 1_000, new IPEndPoint(IPAddress.Loopback, builder.Configuration.GetValue("primary", silo)));
    orleans.Configure<SiloOptions>(options => options.SiloName = name);
    orleans.AddMemoryGrainStorage("naming");
    orleans.UseNaming().Advertise("orders");
});
var orders = builder.Services.AddHttpClient("orders", http => http.BaseAddress = new Uri(builder.Configuration["orders"] ?? "http://orders"));
orders.AddNamingResolution();

var app = builder.Build();
app.MapPost("/orders/{id}/{article}", async (string id, string article, IGrainFactory grains) =>
    $"{await grains.GetGrain<IOrderGrain>(id).AddAsync(article)} in {id}, says {name}");
app.MapGet("/ask/{article}", async (string article, IHttpClientFactory http, CancellationToken stop) =>
{
    using var answer = await http.CreateClient("orders").PostAsync($"/orders/basket/{article}", null, stop);
    return await answer.Content.ReadAsStringAsync(stop);
});
await app.RunAsync();
