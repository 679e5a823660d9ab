using System.Text.Json;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Importing;

/// <summary>
/// Eureka's registry, every 5 s: first all of it, then what changed. A delta counts only if the hash that it brings is that of what it leads to; else all is fetched again.
/// </summary>
internal sealed class EurekaSource(SourceHttp http, ImportSettings settings, TimeProvider time) : IForeignRegistry
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly EurekaMirror _mirror = new(settings);

    public async Task FollowAsync(ForeignDirectory found, CancellationToken ends)
    {
        var backoff = new Backoff(time);
        var isWhole = false;
        while (true)
        {
            isWhole = (isWhole && await DeltaAsync(ends).ConfigureAwait(false)) || await AllAsync(found, ends).ConfigureAwait(false);
            if (isWhole)
            {
                backoff.Reset();
                found.Report("", null);
                _mirror.Show(found);
                await Task.Delay(Interval, time, ends).ConfigureAwait(false);
            }
            else
            {
                await backoff.WaitAsync(ends).ConfigureAwait(false);
            }
        }
    }

    /// <returns>False: there is no delta, or it does not lead to what the registry holds.</returns>
    private async Task<bool> DeltaAsync(CancellationToken ends)
    {
        using var answer = await http.GetAsync("/apps/delta", TimeSpan.Zero, ends).ConfigureAwait(false);
        return Applications(answer) is { } delta && _mirror.Apply(delta);
    }

    private async Task<bool> AllAsync(ForeignDirectory found, CancellationToken ends)
    {
        using var answer = await http.GetAsync("/apps", TimeSpan.Zero, ends).ConfigureAwait(false);
        if (Applications(answer) is not { } all)
        {
            found.Report("", answer.Trouble ?? "the answer has no applications: this is not Eureka's API");
            return false;
        }

        _mirror.Replace(all);
        return true;
    }

    private static JsonElement? Applications(SourceAnswer answer) =>
        answer.Body?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("applications", out var all) && all.ValueKind == JsonValueKind.Object ? all : null;
}
