using OrleansNaming.Log;
using OrleansNaming.Pull;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Orleans;

/// <summary>
/// One activation of a server's grain: what Silo's grain does, with Core's <see cref="HeldJournal"/> and <see cref="StoredAnswers"/> as that has them. Its writes and
/// its reads of storage are turns, one after the other; an answer to a pull interleaves.
/// </summary>
internal sealed class Activation(SiloCluster silos, ServerId server, Process host, BootId boot)
{
    private readonly HeldJournal _held = new();
    private readonly StoredAnswers _answers = new(World.Cluster, server, boot, silos.Audience);
    private readonly Queue<Action> _turns = new();
    private bool _isBusy;
    private long _eTag;

    public Process Host { get; } = host;

    /// <summary>Nobody is brought here any more.</summary>
    public bool IsOver { get; set; }

    /// <summary>When the directory sees that there are two; never for the one that it has.</summary>
    public TimeSpan EndsAt { get; init; } = TimeSpan.MaxValue;

    public bool IsIdle => !_isBusy;

    /// <summary>False while the storage is down.</summary>
    public bool TryLoad()
    {
        if (!silos.Storage.TryRead(server, out var state, out var eTag))
        {
            return false;
        }

        _held.Loaded(state);
        _eTag = eTag;
        return true;
    }

    /// <summary>The server's next life reads the storage itself; <paramref name="read"/> hears null while that is down.</summary>
    public void Read(Action<FencedJournal?> read) => Turn(() =>
    {
        read(TryLoad() ? _held.Journal : null);
        End();
    });

    public void Write(JournalWrite write, Action<JournalWriteOutcome, Epoch> reply) => Turn(() =>
    {
        if (_held.MustReadFor(write) && !TryLoad())
        {
            reply(JournalWriteOutcome.Unknown, default);
            End();
            return;
        }

        if (_held.Begin(write, out var outcome) is not { } next)
        {
            reply(outcome, _held.Journal.Epoch);
            End();
            return;
        }

        silos.Storage.Write(server, _eTag, next, (result, eTag) => silos.On(Host, () =>
        {
            _eTag = result == StoreResult.Stored ? eTag : _eTag;
            reply(_held.End(next, result), _held.Journal.Epoch);
            IsOver |= _held.IsInDoubt;
            End();
        }));
    });

    public byte[] Answer(ReadOnlyMemory<byte> request) => _answers.Answer(_held.Journal, request.Span);

    private void Turn(Action turn)
    {
        if (_isBusy)
        {
            _turns.Enqueue(turn);
            return;
        }

        _isBusy = true;
        turn();
    }

    private void End()
    {
        _isBusy = false;
        if (_turns.TryDequeue(out var next))
        {
            _isBusy = true;
            next();
        }
    }
}
