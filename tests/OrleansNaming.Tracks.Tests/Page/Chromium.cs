using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>
/// A real Chromium without a window. It is driven over its own protocol: Playwright's package, which would be the usual way, is 200 MB, unpacks to 800 and brings a Node.js for each platform.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>As Debian names it.</summary>
    public const string Program = "chromium";

    private const string Listening = "DevTools listening on ";

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly ConcurrentDictionary<string, BrowserPage> _pages = new();
    private Task _reading = Task.CompletedTask;
    private DevTools? _tools;

    private Chromium(Process process, DirectoryInfo profile) => (_process, _profile) = (process, profile);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Chromium> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("naming-chromium-");
        string[] arguments =
        [
            "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "--window-size=1500,1100", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-background-networking", "--disable-component-update", "--disable-extensions",
            "--no-sandbox", // which root cannot have; what it opens is this test's own server
        ];
        var start = new ProcessStartInfo(Path.Combine(Machine.FolderOf(Program)!, Program), arguments) { RedirectStandardError = true };
        var browser = new Chromium(Process.Start(start)!, profile);
        browser._tools = await DevTools.ConnectAsync(await browser.UrlAsync(), browser.Happened);
        return browser;
    }

    /// <summary>A page of its own: no other page's storage or cookies.</summary>
    public async Task<BrowserPage> OpenAsync()
    {
        var context = (string)(await _tools!.SendAsync("Target.createBrowserContext"))["browserContextId"]!;
        var target = (string)(await _tools.SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank", ["browserContextId"] = context }))["targetId"]!;
        var session = (string)(await _tools.SendAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        var page = _pages[session] = new BrowserPage(_tools, session);
        await page.PrepareAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        if (_tools is not null)
        {
            await _tools.DisposeAsync();
        }

        await _reading;
        _process.Dispose();
        await Eventually.Holds(DeleteAsync, static isGone => isGone, "what still runs of the browser lets go of its folder");
    }

    private void Happened(string? session, string method, JsonNode what)
    {
        if (session is not null && _pages.TryGetValue(session, out var page))
        {
            page.Happened(method, what);
        }
    }

    private async Task<Uri> UrlAsync()
    {
        var said = new List<string>();
        while (await _process.StandardError.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                _reading = _process.StandardError.ReadToEndAsync(CancellationToken.None); // so that the pipe never fills
                return new Uri(line[Listening.Length..]);
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"{Program} ended: {string.Join('\n', said)}");
    }

    private Task<bool> DeleteAsync()
    {
        try
        {
            _profile.Delete(recursive: true);
            return Task.FromResult(true);
        }
        catch (IOException)
        {
            return Task.FromResult(false);
        }
    }
}
