using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansNaming.Gateway;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Access;

/// <summary>A server on the LAN engine with every face that there is, a group's database, and a key for each role.</summary>
internal sealed class KeyedServer : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly DirectoryInfo? _folder;

    private KeyedServer(WebApplication app, DirectoryInfo? folder) => (App, _folder, _http) = (app, folder, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    public static NamingRole[] Roles { get; } = [NamingRole.Viewer, NamingRole.Author, NamingRole.Operator, NamingRole.Administrator];

    public WebApplication App { get; }

    public Uri Url => _http.BaseAddress!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The key that gives a role; for none one that nobody has.</summary>
    public static string KeyOf(NamingRole role) => $"key-of-{role.ToString().ToLowerInvariant()}-0123456789";

    /// <param name="tracks">Says where the group's database is; null: in a file of this server's own.</param>
    /// <param name="api">Its keys; null: one for each role.</param>
    /// <param name="build">What a test adds.</param>
    /// <param name="map">What a test maps.</param>
    /// <param name="data">Where it keeps its state; null: in a folder that goes with it.</param>
    public static async Task<KeyedServer> StartAsync(Action<TrackOptions>? tracks = null, Action<NamingApiOptions>? api = null, Action<WebApplicationBuilder>? build = null, Action<WebApplication>? map = null, string? data = null)
    {
        var folder = data is null ? Directory.CreateTempSubdirectory("naming-keyed-") : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = $"http://127.0.0.1:{Ports.Tcp()}";
        data ??= folder!.FullName;
        builder.Configuration["Naming:Lan:DataDirectory"] = data;
        builder.Configuration["Naming:Lan:MulticastPort"] = $"{Ports.Udp()}";
        builder.Configuration["Naming:Lan:PullPort"] = "0";
        builder.Configuration["Naming:Lan:Interval"] = "00:00:00.3";
        builder.Services.Configure(api ?? AllKeys);
        build?.Invoke(builder);
        builder.Services.AddOrleansNaming(naming => (naming.Cluster, naming.Server) = ("roles", "keyed")).UseLan()
            .AddTracks("ops", (options, _) =>
            {
                (options.Level, options.Interval, options.AllowUnusualInterval) = (TrackLevel.Fenced, TimeSpan.FromMilliseconds(300), true);
                (tracks ?? (own => own.Sqlite = Path.Combine(data, "tracks.db")))(options);
            })
            .AddDecisionTracks();
        var app = builder.Build();
        map?.Invoke(app);
        app.MapNaming();
        app.MapNamingTracks();
        app.MapNamingTargets();
        app.MapConsulApi();
        app.MapEurekaApi();
        await app.StartAsync(Cancel);
        return new KeyedServer(app, folder);
    }

    /// <summary>A named key for each role.</summary>
    public static void AllKeys(NamingApiOptions options)
    {
        foreach (var role in Roles)
        {
            options.Keys.Add(new NamingApiKey { Name = $"the-{role.ToString().ToLowerInvariant()}", Role = role, Key = KeyOf(role) });
        }
    }

    /// <summary>The status of a call; of its body what is there by then, since some answers go on.</summary>
    public async Task<int> StatusAsync(string method, string path, string? key, string? body = null)
    {
        using var request = Request(method, path, key, body);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return (int)response.StatusCode;
    }

    public async Task<(int Status, JsonNode? Body)> CallAsync(string method, string path, string? key, string? body = null)
    {
        using var request = Request(method, path, key, body);
        using var response = await _http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return ((int)response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        _folder?.Delete(recursive: true);
    }

    private static HttpRequestMessage Request(string method, string path, string? key, string? body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        return request;
    }
}
