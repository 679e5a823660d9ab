using System.CommandLine;
using System.Globalization;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming register NAME INSTANCE</c>: a guest, for one lease or, with <c>--keep</c>, as long as the tool runs.</summary>
internal static class RegisterVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The full path." };
        var instance = new Argument<string>("instance") { Description = "The instance's id in the whole cluster." };
        var endpoints = new Option<string[]>("--endpoint", "-e") { Description = "Where it listens: HOST:PORT or NAME=HOST:PORT." };
        var shared = new Option<string[]>("--cluster-endpoint") { Description = "An address that it shares with replicas, for outsiders: HOST:PORT or NAME=HOST:PORT." };
        var own = new Option<string[]>("--dedicated-endpoint") { Description = "An address of its own, for members only: HOST:PORT or NAME=HOST:PORT." };
        var zone = new Option<string?>("--zone");
        var tags = new Option<string[]>("--tag");
        var meta = new Option<string[]>("--meta") { Description = "KEY=VALUE." };
        var weight = new Option<int>("--weight") { DefaultValueFactory = _ => 1 };
        var health = new Option<string?>("--health") { Description = "healthy (the default), warning or unhealthy." };
        var checks = new Option<string[]>("--check") { Description = "How its holder finds out its health: ttl=SECONDS, http=URL or tcp=HOST:PORT." };
        var lease = new Option<double>("--lease") { Description = "Seconds that it lives without a renewal; 0: until it is deregistered.", DefaultValueFactory = _ => 30 };
        var policy = new Option<string?>("--policy") { Description = "What it means when others bind the name too: pool, firstEpoch or unique." };
        var keep = new Option<bool>("--keep") { Description = "Renew until interrupted, then deregister." };
        var command = new Command("register", "Register a guest.") { name, instance, endpoints, shared, own, zone, tags, meta, weight, health, checks, lease, policy, keep };
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            var registration = new Registration(parsed.GetValue(name)!, parsed.GetValue(instance)!)
            {
                Endpoints =
                [
                    .. (parsed.GetValue(endpoints) ?? []).Select(EndpointOf),
                    .. (parsed.GetValue(shared) ?? []).Select(text => EndpointOf(text) with { Scope = EndpointScope.Cluster }),
                    .. (parsed.GetValue(own) ?? []).Select(text => EndpointOf(text) with { Scope = EndpointScope.Dedicated }),
                ],
                Zone = parsed.GetValue(zone),
                Tags = parsed.GetValue(tags) ?? [],
                Metadata = MetadataOf(parsed.GetValue(meta) ?? []),
                Weight = parsed.GetValue(weight),
                Health = parsed.GetValue(health) is { } word ? HealthWord.Read(word) : InstanceHealth.Healthy,
                Checks = [.. (parsed.GetValue(checks) ?? []).Select(CheckOf)],
                Policy = PolicyOf(parsed.GetValue(policy)),
                Lease = Seconds.Of(parsed.GetValue(lease)),
            };
            if (parsed.GetValue(keep) && registration.Lease == TimeSpan.Zero)
            {
                throw new UsageException("--keep renews a lease, and --lease 0 has none: leave one of them out");
            }

            using var opened = connection.Open(parsed);
            var token = await opened.Client.RegisterAsync(registration, stop).ConfigureAwait(false);
            terminal.Written(connection.WantsJson(parsed), $"registered {registration.Name}/{registration.InstanceId}", token);

            return parsed.GetValue(keep) ? await KeepAsync(registration, opened.Client, terminal, stop).ConfigureAwait(false) : ExitCode.Yes;
        });
        return command;
    }

    private static async Task<int> KeepAsync(Registration registration, HttpNamingClient client, Terminal terminal, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(registration.Lease / 3, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                await TryRenewAsync(registration, client, terminal, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            await TakeBackAsync(registration, client).ConfigureAwait(false);
        }

        return ExitCode.Yes;
    }

    private static async Task TakeBackAsync(Registration registration, HttpNamingClient client)
    {
        try
        {
            await client.DeregisterAsync(registration.Name, registration.InstanceId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (NamingException e) when (e.Refusal == Refusal.NotFound)
        {
            // It is gone already: its server forgot it between two renewals.
        }
    }

    /// <summary>What may be otherwise at the next try is told and tried again: only what cannot come right ends the tool.</summary>
    private static async Task TryRenewAsync(Registration registration, HttpNamingClient client, Terminal terminal, CancellationToken stop)
    {
        try
        {
            await RenewOrRegisterAsync(registration, client, stop).ConfigureAwait(false);
        }
        catch (NamingException e) when (e.Refusal == Refusal.TooMany || ServerAnswer.IsWorthAnotherTry(e.Refusal))
        {
            terminal.Complain(string.Create(CultureInfo.InvariantCulture, $"{registration.Name}/{registration.InstanceId} was not renewed: {e.Message}; tried again every {registration.Lease.TotalSeconds / 3:0.#} s"));
        }
    }

    private static async Task RenewOrRegisterAsync(Registration registration, HttpNamingClient client, CancellationToken stop)
    {
        try
        {
            await client.RenewAsync(registration.Name, registration.InstanceId, stop).ConfigureAwait(false);
        }
        catch (NamingException e) when (e.Refusal == Refusal.NotFound)
        {
            await client.RegisterAsync(registration, stop).ConfigureAwait(false);
        }
    }

    /// <summary>A check is called as its kind is.</summary>
    private static HealthCheck CheckOf(string text)
    {
        var (word, rest) = text.Split('=', 2) is [var before, var after] ? (before, after) : (text, "");
        return !ApiWord.TryRead<HealthCheckKind>(word, out var kind) ? throw new UsageException($"'{text}' is no check; it looks like ttl=30, http=http://10.0.0.5:8080/health or tcp=10.0.0.5:8080")
            : kind != HealthCheckKind.Ttl ? new HealthCheck(word, kind) { Target = rest }
            : double.TryParse(rest, CultureInfo.InvariantCulture, out var seconds) ? new HealthCheck(word, kind) { Interval = Seconds.Of(seconds) }
            : throw new UsageException($"'{rest}' is no number of seconds; a ttl check looks like ttl=30");
    }

    private static BindingPolicy PolicyOf(string? word) =>
        word is null ? BindingPolicy.Pool
        : ApiWord.TryRead<BindingPolicy>(word, out var policy) ? policy
        : throw new UsageException($"'{word}' is no policy: say pool, firstEpoch or unique");

    private static Endpoint EndpointOf(string text)
    {
        var (port, host) = text.Split('=', 2) is [var named, var rest] ? (named, rest) : ("http", text);
        var colon = host.LastIndexOf(':');
        return colon > 0 && int.TryParse(host[(colon + 1)..], out var number)
            ? new Endpoint(port, host[..colon].Trim('[', ']'), number)
            : throw new UsageException($"'{text}' is no endpoint; it looks like 10.0.0.5:8080 or admin=10.0.0.5:8081");
    }

    private static Dictionary<string, string> MetadataOf(string[] pairs)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2) is not [var key, var value])
            {
                throw new UsageException($"'{pair}' is no KEY=VALUE");
            }

            if (!metadata.TryAdd(key, value))
            {
                throw new UsageException($"--meta '{key}' is given twice");
            }
        }

        return metadata;
    }
}
