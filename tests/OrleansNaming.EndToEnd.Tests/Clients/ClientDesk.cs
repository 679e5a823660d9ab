using System.Net.Http.Json;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>A machine with naming servers, and other people's programs that ask them.</summary>
internal sealed class ClientDesk : IAsyncDisposable
{
    private readonly List<LiveProcess> _started = [];

    public Desk Desk { get; } = new();

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(5) };

    public Task<ServerProcess> ServeAsync(string name, params string[] more) => Desk.ServeAsync(name, ["--dns", "127.0.0.1:0", .. more]);

    /// <summary>Starts another program; it ends with the desk.</summary>
    public LiveProcess Start(string program, params string[] arguments)
    {
        var process = LiveProcess.Start(Path.Combine(Machine.FolderOf(program)!, program), arguments, Desk.Environment, Desk.Folder);
        _started.Add(process);
        return process;
    }

    public async Task<string> WriteAsync(string file, string text)
    {
        var path = Desk.File(file);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    /// <summary>A guest, or with <paramref name="own"/> a service that lives and dies with the server.</summary>
    public async Task RegisterAsync(ServerProcess server, string name, string instance, string host, int port, bool own = false)
    {
        var path = own ? $"{server.Api}/v1/own/{name}?instance={instance}" : $"{server.Api}/v1/names/{name}?instance={instance}";
        var body = new Dictionary<string, object> { ["endpoints"] = new[] { new Dictionary<string, object> { ["host"] = host, ["port"] = port } } };
        if (!own)
        {
            body["leaseSeconds"] = 3_600;
        }

        using var response = await Http.PutAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task DeregisterAsync(ServerProcess server, string name, string instance)
    {
        using var response = await Http.DeleteAsync(new Uri($"{server.Api}/v1/names/{name}?instance={instance}"), TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What a page says; empty while nobody answers.</summary>
    public async Task<string> PageAsync(string url)
    {
        try
        {
            return await Http.GetStringAsync(new Uri(url), TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    /// <summary>Waits until a look shows exactly these, in any order; on failure all that the program said is told.</summary>
    public static async Task ShowsAsync(LiveProcess program, Func<Task<IEnumerable<string>>> look, params string[] wanted)
    {
        var text = string.Join(' ', wanted.Order(StringComparer.Ordinal));
        try
        {
            await Eventually.Holds(async () => string.Join(' ', (await look()).Order(StringComparer.Ordinal)), seen => seen == text, $"it shows {text}", TimeSpan.FromSeconds(45));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{program.Said}");
        }
    }

    /// <summary>Waits until the pages of a balancer come from exactly these: so many requests in a row that all take turns.</summary>
    public Task ReachesAsync(LiveProcess balancer, int port, params string[] bodies) => ShowsAsync(
        balancer,
        async () =>
        {
            var seen = new SortedSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < 20; i++)
            {
                seen.Add(await PageAsync($"http://127.0.0.1:{port}/"));
            }

            return seen;
        },
        bodies);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started)
        {
            await process.DisposeAsync();
        }

        Http.Dispose();
        await Desk.DisposeAsync();
    }
}
