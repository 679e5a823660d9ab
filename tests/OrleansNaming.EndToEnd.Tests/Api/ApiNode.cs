using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansNaming.Gateway;
using OrleansNaming.Node;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>A real Kestrel with the API over an engine of the test, and an HttpClient to it.</summary>
internal sealed class ApiNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private ApiNode(WebApplication app, DirectoryInfo folder)
    {
        (_app, _folder) = (app, folder);
        Url = new Uri(app.Urls.First());
        Http = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<ApiNode> StartAsync(
        INamingEngine engine, Action<NamingApiOptions>? configure = null, TimeProvider? time = null, int port = 0, string host = "127.0.0.1", bool withTargets = false,
        Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{host}:{port}");
        builder.AddNamingServerDefaults();
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        var folder = Directory.CreateTempSubdirectory("naming-api-");
        builder.Services.AddSingleton(engine);
        builder.Services.Configure<NamingApiOptions>(options => options.DataDirectory = folder.FullName);
        builder.Services.Configure(configure ?? (_ => { }));
        builder.Services.AddOrleansNaming(naming => naming.Cluster = "test").AddNamingEngine<SoloEngine>();
        var app = builder.Build();
        app.MapNaming();
        map?.Invoke(app);
        if (withTargets)
        {
            app.MapNamingTargets();
        }

        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiNode(app, folder);
    }

    /// <summary>Calls the API as curl would: the body with a form's content type.</summary>
    public async Task<(HttpResponseMessage Response, JsonNode? Body)> CallAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, text.Length == 0 ? null : JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 64 }));
    }

    /// <summary>The body of a call that must succeed.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        var (response, body) = await CallAsync("GET", path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        return body!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
