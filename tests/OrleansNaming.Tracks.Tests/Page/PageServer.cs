using OrleansNaming.Gateway;
using OrleansNaming.Tracks.Tests.Access;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>A server of the group "ops" on a SQLite file, with a key for each role, and a browser before it.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private KeyedServer? _keyed;
    private Chromium? _browser;

    public SqliteStores Stores { get; } = new();

    private KeyedServer Keyed => _keyed ?? throw new InvalidOperationException("not started");

    private Chromium Browser => _browser ?? throw new InvalidOperationException("not started");

    public static async Task<PageServer> StartAsync()
    {
        var server = new PageServer();
        try
        {
            await server.Stores.PreparedAsync();
            await server.Stores.ExecuteAsync("create table job (id text primary key, amount real)");
            server._keyed = await KeyedServer.StartAsync(tracks => tracks.Sqlite = server.Stores.Path);
            server._browser = await Chromium.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The group's page, with the key of a role typed into it.</summary>
    public async Task<BrowserPage> OpenAsync(NamingRole role, string track = "")
    {
        var page = await Browser.OpenAsync();
        await page.GoAsync(new Uri(Keyed.Url, $"/tracks/ops#{Uri.EscapeDataString(track)}"));
        await page.ReadsAsync("this needs a key of this server");
        await page.TypeAsync("API key", KeyedServer.KeyOf(role));
        await page.ClickAsync("Use key");
        await page.SeesAsync("found('Make track')", "the key is taken");
        return page;
    }

    /// <summary>Keeps a track as a program does.</summary>
    public async Task DefineAsync(string text) => Assert.Equal(200, await Keyed.StatusAsync("POST", "/v1/tracks/ops/definitions", KeyedServer.KeyOf(NamingRole.Author), text));

    /// <summary>A track's newest text.</summary>
    public async Task<string> TextAsync(string track) => (await Stores.ReadAsync($"select text from track_definition where track = '{track}' order by version desc limit 1", row => row.GetString(0)))[0];

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_keyed?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Stores.DisposeAsync();
    }
}
