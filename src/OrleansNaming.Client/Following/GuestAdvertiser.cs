using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Servers;

namespace OrleansNaming.Following;

/// <summary>
/// Advertises what this process offers as guests, since it has no engine: registered when the host has started, taken back before it
/// stops. A server that does not answer at the start is no reason to fail it.
/// </summary>
internal sealed partial class GuestAdvertiser(
    INamingClient client, IEnumerable<AdvertisedService> services, IOptions<NamingOptions> naming, IEnumerable<IListeningAddresses> listening,
    TimeProvider time, ILogger<GuestAdvertiser> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Registration> _registered = [];

    /// <summary>Random, so that copies on one host differ; kept over retries, so that a retry is the same guest.</summary>
    private readonly string _suffix = Convert.ToHexStringLower(BitConverter.GetBytes(Random.Shared.NextInt64()))[..8];

    private Task _registering = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Uri[] addresses = [.. listening.SelectMany(source => source.Addresses)];
        foreach (var service in services)
        {
            if (service.Endpoints.Count == 0 && addresses.Length == 0)
            {
                throw new InvalidOperationException($"'{service.Name}' is advertised without an endpoint, and this process has no web server to take one from: call AddEndpoint(\"http\", port)");
            }
        }

        _registering = Task.WhenAll(services.Select(service => RegisterAsync(
            service.ToRegistration(InstanceId(), addresses, naming.Value.AdvertisedHost), _stop.Token)));
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _registering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var enough = new CancellationTokenSource(FarewellMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        await Task.WhenAll(_registered.Select(registration => TakeBackAsync(registration, either.Token))).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();

    private string InstanceId()
    {
        var room = NamePath.SegmentLengthMax - _suffix.Length - 1;
        var server = naming.Value.Server;
        return $"{(server.Length > room ? server[..room] : server)}-{_suffix}";
    }

    private async Task RegisterAsync(Registration registration, CancellationToken ends)
    {
        var backoff = new Backoff(time);
        lock (_registered)
        {
            _registered.Add(registration); // Before it is sent: a stop that overtakes the answer must take it back too.
        }

        while (!ends.IsCancellationRequested)
        {
            try
            {
                await client.RegisterAsync(registration, ends).ConfigureAwait(false);
                return;
            }
            catch (NamingException refused)
            {
                Log.NotAdvertised(logger, registration.Name, refused.Refusal, refused.Message);
                if (!ServerAnswer.IsWorthAnotherTry(refused.Refusal) && refused.Refusal != Refusal.TooMany)
                {
                    return;
                }
            }

            await backoff.WaitAsync(ends).ConfigureAwait(false);
        }
    }

    /// <summary>Best effort: without it the lease ends on its own.</summary>
    private async Task TakeBackAsync(Registration registration, CancellationToken ends)
    {
        try
        {
            await client.DeregisterAsync(registration.Name, registration.InstanceId, ends).ConfigureAwait(false);
        }
        catch (Exception expected) when (expected is NamingException or OperationCanceledException)
        {
            Log.NotTakenBack(logger, registration.Name, expected.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Warning, "'{Name}' is not advertised yet ({Refusal}): {Reason}", EventName = "NotAdvertised")]
        public static partial void NotAdvertised(ILogger logger, string name, Refusal refusal, string reason);

        [LoggerMessage(2302, LogLevel.Information, "'{Name}' was not taken back ({Reason}); its lease ends on its own", EventName = "NotTakenBack")]
        public static partial void NotTakenBack(ILogger logger, string name, string reason);
    }
}
