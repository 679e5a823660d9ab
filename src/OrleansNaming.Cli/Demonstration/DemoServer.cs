using System.Net.Http.Json;
using System.Text.Json;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Cli.Serving;

namespace OrleansNaming.Cli.Demonstration;

/// <summary>One server process of the demonstration.</summary>
internal sealed class DemoServer : IDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _http;

    public DemoServer(DemoPlan plan, string name, int index)
    {
        (Name, Api) = (name, $"http://127.0.0.1:{FreePort.TcpOr(7600 + (2 * index))}");
        _http = new HttpClient { BaseAddress = new Uri(Api), Timeout = TimeSpan.FromSeconds(2) };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", plan.Key);
        _process = new ChildProcess(plan.Program, plan.Arguments(name, index, Api), Path.Combine(plan.Folder, $"{name}.log"));
        plan.SetEnvironment(_process.Environment);
    }

    public string Name { get; }

    public string Api { get; }

    public int Pid => _process.Id;

    public bool IsRunning => _process.IsRunning;

    public Task StartAsync(CancellationToken stop) => _process.StartAsync(line => line.Contains(" is up ", StringComparison.Ordinal), stop);

    public void Kill() => _process.Kill();

    public Task<bool> StopAsync() => _process.StopAsync();

    public Task<ApiStatus?> StatusAsync(CancellationToken stop) => AskAsync("v1/status", ApiJson.Default.ApiStatus, stop);

    public Task<ApiServerList?> ServersAsync(CancellationToken stop) => AskAsync("v1/servers", ApiJson.Default.ApiServerList, stop);

    public Task<ApiResolved?> ResolveAsync(string name, CancellationToken stop) => AskAsync($"v1/names/{name}", ApiJson.Default.ApiResolved, stop);

    public async Task SpoilAsync(DemoFaults faults, CancellationToken stop)
    {
        if (IsRunning)
        {
            using var answer = await _http.PutAsJsonAsync(DemoRoutes.Faults, faults, CliJson.Default.DemoFaults, stop).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    /// <summary>Null when the server does not answer: it may be dead, which is what the demonstration is about.</summary>
    private async Task<T?> AskAsync<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken stop)
        where T : class
    {
        try
        {
            return IsRunning ? await _http.GetFromJsonAsync(path, type, stop).ConfigureAwait(false) : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }
}
