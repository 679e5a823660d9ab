using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.Lan;

namespace OrleansNaming.Engines.Tests.Processes;

/// <summary>
/// A naming server as a process of its own, spoken to by lines: a command a line in, <c>answer id text</c> out, and between them what it applies:
/// <c>applied owner incarnation boot version ticks</c>, with the monotonic clock that all processes of a machine share, and <c>empty name</c> when a
/// guests' name that resolved in this life does not any more. Ends when its input ends, so that no server outlives its test.
/// </summary>
internal sealed class NodeProgram : IAsyncDisposable
{
    public const string Cluster = "kill";
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Printed by a task of its own: a pipe must not hold up the loop that says what it applied.
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly SyncTimes _syncs = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, NameHandle> _kept = [];
    private readonly LanEngine _engine;

    private NodeProgram(string name, string folder, int port)
    {
        var server = new ServerId(name);
        var options = new LanOptions { DataDirectory = folder, AdvertisedAddress = "127.0.0.1", MulticastPort = port, PullPort = 0, Interval = Interval };
        _engine = new LanEngine(server, () => LanSettings.Resolve(Cluster, server, options), NullLoggerFactory.Instance, TimeProvider.System);
        _engine.Observe(Saw);
        _engine.Subscribe(Keep);
    }

    public static async Task<int> RunAsync(string name, string folder, int port)
    {
        await using var program = new NodeProgram(name, folder, port);
        _ = program.PrintAsync();
        await program._engine.StartAsync(CancellationToken.None);
        program.Say("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            _ = program.AnswerAsync(line.Split(' '));
        }

        return 0;
    }

    public ValueTask DisposeAsync()
    {
        _syncs.Dispose();
        return _engine.DisposeAsync();
    }

    /// <summary>Remembers each name that guests are bound to: it has to resolve from then on.</summary>
    private void Keep(IReadOnlyList<NamingChange> changes)
    {
        lock (_gate)
        {
            foreach (var change in changes.Where(change => change is { Kind: ChangeKind.Bound, Instance.IsGuest: true }))
            {
                _kept.TryAdd(change.Name, _engine.Replica.GetHandle(change.Name));
            }
        }

        LookForEmpty();
    }

    /// <summary>Looks into the slots themselves, after each step that changed or observed anything: whatever it was that emptied one.</summary>
    private void LookForEmpty()
    {
        lock (_gate)
        {
            foreach (var name in _kept.Where(kept => kept.Value.Current.Count == 0).Select(kept => kept.Key).ToArray())
            {
                _kept.Remove(name);
                Say($"empty {name}");
            }
        }
    }

    private void Saw(Observation what)
    {
        LookForEmpty();
        if (what.Kind is ObservationKind.Applied or ObservationKind.Committed)
        {
            var ticks = Stopwatch.GetTimestamp();
            Say(string.Create(CultureInfo.InvariantCulture, $"applied {what.Owner} {what.Stamp.Incarnation} {what.Stamp.Epoch.Boot} {what.Stamp.Version} {ticks}"));
        }
    }

    private async Task AnswerAsync(string[] words) => Say($"answer {words[0]} {words[1] switch
    {
        "bind" => (await CommitAsync(new Bind(new Registration(words[2], _engine.Server.Value), Replace: true))).Refusal,
        "timed" => await TimedAsync(words[2]),
        "guest" => (await CommitAsync(new RegisterGuest(new Registration(words[2], words[3]) { Lease = TimeSpan.FromHours(1) }))).Refusal,
        "resolve" => string.Join(',', _engine.Replica.Resolve(words[2]).Select(instance => instance.InstanceId).Order(StringComparer.Ordinal)),
        "kept" => _kept.Count,
        "complete" => _engine.Replica.IsComplete,
        "syncs" => string.Create(CultureInfo.InvariantCulture, $"{_syncs.MedianMicroseconds:0}"),
        _ => "no such command",
    }}");

    /// <summary>Binds anew; answers the version and when it was asked for.</summary>
    private async Task<string> TimedAsync(string tag)
    {
        var asked = Stopwatch.GetTimestamp();
        var completed = await CommitAsync(new Bind(new Registration("timed", _engine.Server.Value) { Tags = [tag] }, Replace: true));
        return string.Create(CultureInfo.InvariantCulture, $"{completed.Token.Stamp.Version}@{asked}");
    }

    private Task<Node.Completed> CommitAsync(Change change) => _engine.CommitAsync(change, CancellationToken.None);

    private void Say(string line) => _lines.Writer.TryWrite(line);

    private async Task PrintAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            await Console.Out.WriteLineAsync(line);
            await Console.Out.FlushAsync();
        }
    }
}
