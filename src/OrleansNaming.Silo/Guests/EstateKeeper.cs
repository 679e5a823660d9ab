using Microsoft.Extensions.Logging;
using OrleansNaming.Advertising;
using OrleansNaming.Grains;
using OrleansNaming.Guests;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Silo.Guests;

/// <summary>
/// Looks after the stored lists of servers that are gone; Core's <see cref="Estates"/> decides, this reads and commits. Looks when the node has joined,
/// when the membership has changed, and every <see cref="Idle"/>. Reads only, while every listed server is up. The list of a server that this one may not hear
/// of (row E36) is neither read nor taken out of the index: that is for those who may.
/// </summary>
internal sealed partial class EstateKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    /// <summary>Adoptions that are asked for at once: well below what a node lets wait.</summary>
    private const int CommitsAtOnce = 256;

    private readonly SiloEngine _engine;
    private readonly NodeHost _host;
    private readonly IAudience _audience;
    private readonly IGrainFactory _grains;
    private readonly SiloDirectory _silos;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keep;

    public EstateKeeper(SiloEngine engine, NodeHost host, IAudience audience, IGrainFactory grains, SiloDirectory silos, TimeProvider time, ILogger logger)
    {
        (_engine, _host, _audience, _grains, _silos, _time, _logger) = (engine, host, audience, grains, silos, time, logger);
        _keep = Task.Run(KeepAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _keep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task KeepAsync()
    {
        object? seen = null;
        var (looked, pause) = (_time.GetTimestamp(), TimeSpan.Zero);
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Glance, _time, _stop.Token).ConfigureAwait(false);
            var now = _silos.Version;
            if (_engine.Replica.IsComplete && (now != seen || _time.GetElapsedTime(looked) >= pause))
            {
                pause = await LookAsync().ConfigureAwait(false);
                (seen, looked) = (now, _time.GetTimestamp());
            }
        }
    }

    /// <summary>How long to wait then.</summary>
    private async Task<TimeSpan> LookAsync()
    {
        try
        {
            var listed = await OwnerIndex.AllAsync(_grains).WaitAsync(_stop.Token).ConfigureAwait(false);
            if (!listed.Contains(_engine.Server))
            {
                await OwnerIndex.Of(_grains, _engine.Server).AddAsync(_engine.Server.Value).ConfigureAwait(false);
            }

            return await SettleAsync(listed).ConfigureAwait(false);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested && e is not OutOfMemoryException) // a grain or its storage did not answer
        {
            Log.Failed(_logger, e);
            return Retry;
        }
    }

    private async Task<TimeSpan> SettleAsync(IReadOnlyList<ServerId> listed)
    {
        var status = await _engine.GetStatusAsync(_stop.Token).ConfigureAwait(false);
        var judged = listed.Where(server => server != _engine.Server && _audience.MayHear(_engine.Server, server)).ToLookup(server => Judge(server, status));
        var unclaimed = await ReadAsync(judged[EstateVerdict.Unclaimed]).ConfigureAwait(false);
        foreach (var estate in unclaimed.Where(estate => IsHeir(estate.Server, status)))
        {
            await InheritAsync(estate, unclaimed).ConfigureAwait(false);
        }

        foreach (var server in judged[EstateVerdict.Settled].Where(server => IsHeir(server, status)))
        {
            await RemoveAsync(server).ConfigureAwait(false);
        }

        return unclaimed.Count > 0 ? Retry : judged.Contains(EstateVerdict.Settling) ? Settling : Idle;
    }

    private EstateVerdict Judge(ServerId server, NodeStatus status)
    {
        var known = status.Owners.FirstOrDefault(owner => owner.Server == server);
        return Estates.Judge(_silos.Find(server.Value) is not null, known?.State, known?.Silence ?? TimeSpan.Zero);
    }

    private bool IsHeir(ServerId server, NodeStatus status)
    {
        var live = status.Owners.Where(owner => owner.State == OwnerState.Alive && _silos.Find(owner.Server.Value) is not null).Select(owner => owner.Server);
        return Estates.Heir(server, live.Append(_engine.Server).Distinct(), _audience) == _engine.Server;
    }

    /// <summary>All or nothing: one list may hold the later word on a guest of another. A damaged one is left alone, for a person.</summary>
    private async Task<List<Advertisement>> ReadAsync(IEnumerable<ServerId> servers)
    {
        var lists = new List<Advertisement>();
        foreach (var server in servers)
        {
            var bytes = await _grains.GetGrain<IServerAdvertisementGrain>(server.Value).ReadAsync().AsTask().WaitAsync(_stop.Token).ConfigureAwait(false);
            var stored = FencedJournal.Decode(bytes) is { } journal ? Journal.Recover(journal.Bytes.Span) : null;
            if (stored is { Damage: null })
            {
                lists.Add(stored.Advertisement ?? AdvertisementFold.Nothing(server));
            }
            else
            {
                Log.Damaged(_logger, server, stored?.Damage ?? "its head cannot be read");
            }
        }

        return lists;
    }

    private async Task InheritAsync(Advertisement estate, IReadOnlyList<Advertisement> all)
    {
        var claims = await _host.AskAsync((_, _) => Estates.Claims(estate, all, _engine.Replica.Guests), _stop.Token).ConfigureAwait(false);
        foreach (var some in claims.Chunk(CommitsAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(claim => _engine.CommitAsync(claim, _stop.Token))).ConfigureAwait(false);
            if (answers.FirstOrDefault(answer => answer.Refusal != Refusal.None) is { } refused) // deregistered since: then the next look finds nothing to adopt
            {
                Log.NotAdopted(_logger, estate.Server, refused.Message);
                return;
            }
        }

        await RemoveAsync(estate.Server).ConfigureAwait(false);
        Log.Adopted(_logger, claims.Count, estate.Server);
    }

    private async Task RemoveAsync(ServerId server) => await OwnerIndex.Of(_grains, server).RemoveAsync(server.Value).ConfigureAwait(false);

    private static partial class Log
    {
        [LoggerMessage(7702, LogLevel.Information, "Took over {guests} guests and tombstones of server '{server}', for which no process speaks any more.")]
        public static partial void Adopted(ILogger logger, int guests, ServerId server);

        [LoggerMessage(7703, LogLevel.Warning, "Guests of server '{server}', for which no process speaks any more, could not be taken over yet: {reason}")]
        public static partial void NotAdopted(ILogger logger, ServerId server, string reason);

        [LoggerMessage(7704, LogLevel.Error, "The stored list of server '{server}', for which no process speaks any more, is damaged and left alone: {damage}")]
        public static partial void Damaged(ILogger logger, ServerId server, string damage);

        [LoggerMessage(7705, LogLevel.Debug, "The owner index or a stored list did not answer; it is asked again.")]
        public static partial void Failed(ILogger logger, Exception cause);
    }
}
