using OrleansNaming.Gateway;
using OrleansNaming.Tracks.Tests.Access;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>A server of the group "ops" on a SQLite file, with a key for each role, and a browser before it.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private KeyedServer _server = null!;
    private Chromium _browser = null!;

    public SqliteStores Stores { get; } = new();

    public static async Task<PageServer> StartAsync()
    {
        var server = new PageServer();
        await server.Stores.PreparedAsync();
        await server.Stores.ExecuteAsync("create table job (id text primary key, amount real)");
        server._server = await KeyedServer.StartAsync(tracks => tracks.Sqlite = server.Stores.Path);
        server._browser = await Chromium.StartAsync();
        return server;
    }

    /// <summary>The group's page, with the key of a role typed into it.</summary>
    public async Task<BrowserPage> OpenAsync(NamingRole role, string track = "")
    {
        var page = await _browser.OpenAsync();
        await page.GoAsync(new Uri(_server.Url, $"/tracks/ops#{Uri.EscapeDataString(track)}"));
        await page.ReadsAsync("this needs a key of this server");
        await page.TypeAsync("API key", KeyedServer.KeyOf(role));
        await page.ClickAsync("Use key");
        await page.SeesAsync("found('Make track')", "the key is taken");
        return page;
    }

    /// <summary>Keeps a track as a program does.</summary>
    public async Task DefineAsync(string text) => Assert.Equal(200, await _server.StatusAsync("POST", "/v1/tracks/ops/definitions", KeyedServer.KeyOf(NamingRole.Author), text));

    /// <summary>The newest text of each track, by their names.</summary>
    public async Task<string> TextAsync(string track) => (await Stores.ReadAsync($"select text from track_definition where track = '{track}' order by version desc limit 1", row => row.GetString(0)))[0];

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
        await Stores.DisposeAsync();
    }
}
