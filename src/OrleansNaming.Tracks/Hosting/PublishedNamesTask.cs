using OrleansNaming.Renewing;
using OrleansNaming.Tracks.Steps;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Keeps the names that steps published registered, as guests that the master alone renews: their instance id is the group's, so that the next master goes on with the same ones (rows E30, E42).</summary>
internal sealed class PublishedNamesTask(SqlPublishedNames names, DirectClient directory, string group, TimeProvider time) : IMasterTask
{
    /// <summary>Names of a group, at most; further ones wait until one is withdrawn.</summary>
    private const int Max = 10_000;

    /// <summary>A third of a guest's lease.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    private readonly string _instance = $"tracks-{group}";
    private readonly Dictionary<string, (string Endpoint, long At)> _registered = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, endpoint, isWanted) in await names.ReadAsync(Max, cancellationToken))
        {
            if (!isWanted)
            {
                await WithdrawAsync(name, cancellationToken);
            }
            else if (!_registered.TryGetValue(name, out var last) || last.Endpoint != endpoint || time.GetElapsedTime(last.At) >= Renewal)
            {
                await KeepAsync(name, endpoint, isKnown: last.Endpoint == endpoint, cancellationToken);
                _registered[name] = (endpoint, time.GetTimestamp());
            }
        }
    }

    /// <summary>A renewal where that is enough, since a registration is a new version for everybody.</summary>
    private async Task KeepAsync(string name, string endpoint, bool isKnown, CancellationToken cancellationToken)
    {
        try
        {
            if (isKnown)
            {
                await directory.Client.RenewAsync(name, _instance, cancellationToken);
                return;
            }
        }
        catch (NamingException gone) when (gone.Refusal == Refusal.NotFound)
        {
            // Its lease ended while nobody was master: it is registered again.
        }

        await directory.Client.RegisterAsync(new Registration(name, _instance) { Endpoints = [PublishedEndpoint.Parse(endpoint)!.Value] }, cancellationToken);
    }

    private async Task WithdrawAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await directory.Client.DeregisterAsync(name, _instance, cancellationToken);
        }
        catch (NamingException gone) when (gone.Refusal == Refusal.NotFound)
        {
            // That is what was wanted.
        }

        _registered.Remove(name);
        await names.ForgetAsync(name, cancellationToken);
    }
}
