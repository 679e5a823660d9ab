using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.Lan;

namespace OrleansNaming.Engines.Tests.Processes;

/// <summary>
/// A naming server as a process of its own, spoken to by lines: a command a line in, <c>answer id text</c> out, and between them what it applies:
/// <c>applied owner incarnation boot version</c>. Ends when its input ends, so that no server outlives its test.
/// </summary>
internal static class NodeProgram
{
    public const string Cluster = "kill";
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(string name, string folder, int port)
    {
        var server = new ServerId(name);
        var options = new LanOptions { DataDirectory = folder, AdvertisedAddress = "127.0.0.1", MulticastPort = port, PullPort = 0, Interval = Interval };
        await using var engine = new LanEngine(server, () => LanSettings.Resolve(Cluster, server, options), NullLoggerFactory.Instance, TimeProvider.System);
        engine.Observe(what =>
        {
            if (what.Kind is ObservationKind.Applied or ObservationKind.Committed)
            {
                Say(string.Create(CultureInfo.InvariantCulture, $"applied {what.Owner} {what.Stamp.Incarnation} {what.Stamp.Epoch.Boot} {what.Stamp.Version}"));
            }
        });
        await engine.StartAsync(CancellationToken.None);
        Say("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            _ = AnswerAsync(engine, line.Split(' '));
        }

        return 0;
    }

    private static async Task AnswerAsync(LanEngine engine, string[] words) => Say($"answer {words[0]} {words[1] switch
    {
        "bind" => await CommitAsync(engine, new Bind(new Registration(words[2], engine.Server.Value), Replace: true)),
        "guest" => await CommitAsync(engine, new RegisterGuest(new Registration(words[2], words[3]) { Lease = TimeSpan.FromHours(1) })),
        "resolve" => string.Join(',', engine.Replica.Resolve(words[2]).Select(instance => instance.InstanceId).Order(StringComparer.Ordinal)),
        "complete" => engine.Replica.IsComplete.ToString(),
        _ => "no such command",
    }}");

    private static async Task<string> CommitAsync(LanEngine engine, Change change)
    {
        var completed = await engine.CommitAsync(change, CancellationToken.None);
        return completed.Refusal.ToString();
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
