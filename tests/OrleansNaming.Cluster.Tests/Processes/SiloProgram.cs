using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansNaming.Silo;

namespace OrleansNaming.Cluster.Tests.Processes;

/// <summary>
/// A naming silo as a process of its own, spoken to by lines: <c>id command …</c> in, <c>answer id text</c> out, and between them what it shows:
/// <c>shown owner incarnation boot version digest</c>. Ends when its input ends, so that no silo outlives its test.
/// </summary>
internal sealed class SiloProgram
{
    /// <summary>A row that a dead cluster left behind is known as such after three of these; before that a new silo waits for an answer from it.</summary>
    public static readonly TimeSpan IAmAlive = TimeSpan.FromSeconds(1);

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly IHost _host;
    private readonly SiloEngine _engine;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProgram(string cluster, string name, int port, int gateway, string connection)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => Configure(silo, cluster, name, connection).ConfigureEndpoints(IPAddress.Loopback, port, gateway));
        _host = builder.Build();
        _engine = _host.Services.GetRequiredService<SiloEngine>();
        _engine.Observe(what => Show(what.Owner));
    }

    public static async Task<int> RunAsync(string cluster, string name, string port, string gateway, string connection)
    {
        var program = new SiloProgram(cluster, name, int.Parse(port, CultureInfo.InvariantCulture), int.Parse(gateway, CultureInfo.InvariantCulture), connection);
        var printing = program.PrintAsync();
        await program._host.StartAsync();
        program.Say("ready");
        await Task.WhenAny(Task.Run(program.ReadAsync), program._left.Task); // the console's reader holds its thread
        program._lines.Writer.TryComplete();
        await printing;
        return 0;
    }

    /// <summary>A silo whose membership and storage are in PostgreSQL, quick to tell who is dead.</summary>
    public static ISiloBuilder Configure(ISiloBuilder silo, string cluster, string name, string connection)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster));
        silo.Configure<SiloOptions>(options => options.SiloName = name);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", connection));
        silo.AddAdoNetGrainStorage(NamingStorage.ProviderName, options => (options.Invariant, options.ConnectionString) = ("Npgsql", connection));
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            (options.ProbeTimeout, options.MaxProbeTimeout, options.NumMissedProbesLimit) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 2);
            options.IAmAliveTablePublishTimeout = IAmAlive;
        });
        silo.UseNaming(naming => naming.Cluster = cluster);
        silo.Configure<NamingSiloOptions>(options => options.Interval = TimeSpan.FromMilliseconds(500));
        return silo;
    }

    private async Task ReadAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            _ = AnswerAsync(line.Split(' '));
        }
    }

    private async Task AnswerAsync(string[] words)
    {
        var answer = words[1] switch
        {
            "bind" => await CommitAsync(new Bind(new Registration(words[2], _engine.Server.Value), Replace: true)),
            "guest" => await CommitAsync(new RegisterGuest(new Registration(words[2], words[3]) { Lease = TimeSpan.FromHours(1) })),
            "renew" => await CommitAsync(new RenewGuest(words[2], words[3])),
            "resolve" => string.Join(',', _engine.Replica.Resolve(words[2]).Select(instance => instance.InstanceId).Order(StringComparer.Ordinal)),
            "complete" => $"{_engine.Replica.IsComplete}",
            "leave" => await LeaveAsync(),
            _ => "no such command",
        };
        Say($"answer {words[0]} {answer}");
        if (words[1] == "leave")
        {
            _left.TrySetResult();
        }
    }

    private async Task<string> CommitAsync(Change change) => (await _engine.CommitAsync(change, CancellationToken.None)).Refusal.ToString();

    private async Task<string> LeaveAsync()
    {
        await _host.StopAsync();
        return "gone";
    }

    private void Show(ServerId owner)
    {
        if (owner.Value is not null && _engine.Replica.Find(owner)?.Advertisement is { } list)
        {
            Say(string.Create(CultureInfo.InvariantCulture, $"shown {owner} {list.Stamp.Incarnation} {list.Stamp.Epoch.Boot} {list.Stamp.Version} {list.Digest}"));
        }
    }

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
