using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using OrleansNaming.Grains;
using OrleansNaming.Log;
using OrleansNaming.Pull;
using OrleansNaming.Silo.Placement;
using OrleansNaming.Wire;

namespace OrleansNaming.Silo.Advertising;

/// <summary>
/// A server's list behind an address that outlives its process. While that process lives, it answers itself: on its own silo at once, else through its
/// silo's service. When it is dead, the stored journal answers.
/// </summary>
/// <remarks>
/// Who may write is decided by <see cref="FencedJournal"/>, what a failed write means by <see cref="HeldJournal"/>: this activation ends, and the next one
/// reads the truth from storage. Reads interleave with a write.
/// </remarks>
[NamedSilo]
internal sealed partial class ServerAdvertisementGrain(
    [PersistentState("advertisement", NamingStorage.ProviderName)] IPersistentState<AdvertisementState> state,
    SiloDirectory silos, SiloLinks links, LocalNode node, IAudience audience, IOptions<NamingOptions> naming, ILogger<ServerAdvertisementGrain> logger) : Grain, IServerAdvertisementGrain
{
    private readonly HeldJournal _held = new();
    private StoredAnswers? _stored;

    private string Server => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Decode();
        return Task.CompletedTask;
    }

    /// <summary>
    /// From storage, not from memory: an activation that another one has outdone must not start a new life from what it remembers. And as stored: whoever
    /// asks must see damage, which an heir leaves alone.
    /// </summary>
    public async ValueTask<byte[]> ReadAsync()
    {
        await state.ReadStateAsync().ConfigureAwait(true);
        Decode();
        return state.State.Journal;
    }

    private void Decode()
    {
        if (FencedJournal.Decode(state.State.Journal) is { } journal)
        {
            _held.Loaded(journal);
        }
        else
        {
            Log.Damaged(logger, Server, state.State.Journal.Length);
            state.State.Quarantined = state.State.Journal;
            _held.Loaded(FencedJournal.Empty);
        }
    }

    public async ValueTask<byte[]> WriteAsync(byte[] write)
    {
        if (!JournalWrite.TryDecode(write, out var wanted))
        {
            return WriteReply.Of(JournalWriteOutcome.Unknown, _held.Journal.Epoch);
        }

        if (_held.MustReadFor(wanted))
        {
            await state.ReadStateAsync().ConfigureAwait(true);
            Decode();
        }

        if (_held.Begin(wanted, out var outcome) is { } next)
        {
            outcome = await StoreAsync(next).ConfigureAwait(true);
            node.Stored(Server, wanted.Head);
        }

        return WriteReply.Of(outcome, _held.Journal.Epoch);
    }

    public async ValueTask<byte[]> ChangesAsync(byte[] request, byte[] source)
    {
        if (await node.AnswerAsync(Server, request, source).ConfigureAwait(true) is { } own)
        {
            return own;
        }

        if (silos.Find(Server) is { } home && !silos.IsLocal(home))
        {
            return await links.CallAsync(home, request, source).ConfigureAwait(true);
        }

        _stored ??= new StoredAnswers(naming.Value.Cluster, new ServerId(Server), BootIds.New(), audience);
        return _stored.Answer(_held.Journal, request);
    }

    public ValueTask<string> GoHomeAsync()
    {
        if (silos.Find(Server) is { } home && !silos.IsLocal(home))
        {
            MigrateOnIdle();
        }

        return new(silos.Local);
    }

    private async Task<JournalWriteOutcome> StoreAsync(FencedJournal next)
    {
        state.State.Journal = next.Stored;
        try
        {
            await state.WriteStateAsync().ConfigureAwait(true);
        }
        catch (Exception e)
        {
            _held.End(next, e is InconsistentStateException ? StoreResult.Conflict : StoreResult.Unknown);
            DeactivateOnIdle();
            throw;
        }

        return _held.End(next, StoreResult.Stored);
    }

    private static partial class Log
    {
        [LoggerMessage(7701, LogLevel.Error, "The stored list of server '{server}' ({bytes} bytes) cannot be read: it is kept aside as Quarantined in its grain state, and the server begins a new one.")]
        public static partial void Damaged(ILogger logger, string server, int bytes);
    }
}
