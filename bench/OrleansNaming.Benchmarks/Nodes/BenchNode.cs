using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.Lan;

namespace OrleansNaming.Benchmarks.Nodes;

/// <summary>A node as an application has it: LAN engine, state file, keys, T = 1 s; only that it stays on loopback.</summary>
internal static class BenchNode
{
    public const string Cluster = "bench";

    public static async Task<LanEngine> StartAsync(string name, Place place, LanSeams? seams = null)
    {
        var server = new ServerId(name);
        var options = new LanOptions();
        Configure(options, place);
        var engine = new LanEngine(server, () => LanSettings.Resolve(Cluster, server, options), NullLoggerFactory.Instance, TimeProvider.System, seams: seams);
        await engine.StartAsync(CancellationToken.None);
        return engine;
    }

    public static void Configure(LanOptions options, Place place)
    {
        options.DataDirectory = place.Folder;
        options.KeysFile = place.KeysFile;
        options.AdvertisedAddress = "127.0.0.1";
        options.MulticastPort = place.Port;
        options.PullPort = 0;
    }

    /// <summary>Waits until it is so. For the time before a measurement.</summary>
    /// <exception cref="TimeoutException">It was not so within a minute.</exception>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        for (var left = 1_200; !holds(); left--)
        {
            if (left == 0)
            {
                throw new TimeoutException($"not within a minute: {what}");
            }

            await Task.Delay(50);
        }
    }
}
