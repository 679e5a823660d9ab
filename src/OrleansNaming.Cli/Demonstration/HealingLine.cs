using System.Collections.Concurrent;
using System.Text.Json;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Cli.Serving;

namespace OrleansNaming.Cli.Demonstration;

/// <summary>Turns a server's observations into the lines that tell the story: what was missed, what was fetched, how long it took.</summary>
internal sealed class HealingLine(Terminal terminal) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(string Reader, string Owner), (long At, ulong Since, int Fetches)> _gaps = [];

    public void Follow(DemoServer server) => _ = FollowAsync(server);

    private async Task FollowAsync(DemoServer server)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // The stream has no end, so the client's own time-out must not apply to it.
                using var http = new HttpClient { BaseAddress = new Uri(server.Api), Timeout = Timeout.InfiniteTimeSpan };
                await using var lines = await http.GetStreamAsync(DemoRoutes.Events, _stop.Token).ConfigureAwait(false);
                using var reader = new StreamReader(lines);
                while (await reader.ReadLineAsync(_stop.Token).ConfigureAwait(false) is { } line)
                {
                    Tell(server.Name, JsonSerializer.Deserialize(line, CliJson.Default.DemoEvent)!);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
            {
                // Dead: it may come back.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System).ConfigureAwait(false);
        }
    }

    private void Tell(string reader, DemoEvent what)
    {
        var key = (reader, what.Owner);
        switch (what.Kind)
        {
            case "GapSeen":
                _gaps.TryAdd(key, (TimeProvider.System.GetTimestamp(), what.Since, 0));
                break;
            case "FetchStarted" when _gaps.TryGetValue(key, out var gap):
                _gaps[key] = gap with { Fetches = gap.Fetches + 1 };
                break;
            case "Applied" when what.Text is "pull" or "peer" && _gaps.TryRemove(key, out var healed):
                terminal.Say($"             {reader} missed {what.Owner}:{healed.Since + 1}–{what.Version} → {healed.Fetches} fetch from {what.Owner} → healed in {TimeProvider.System.GetElapsedTime(healed.At).TotalMilliseconds:0} ms");
                break;
            case "OwnerStateChanged" when what.Text is not "Alive":
                terminal.Say($"             {reader} sees {what.Owner}: {what.Text.ToLowerInvariant()}");
                break;
            case "GuestAdopted":
                terminal.Say($"             {reader} adopted {what.Text}");
                break;
            default:
                break;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
