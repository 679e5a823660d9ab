using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Orleans;

/// <summary>A process's way to its storage, as Silo's GrainStore has it: one write at a time, and Core's <see cref="WriteAttempts"/> judge.</summary>
internal sealed class GrainStoreClient(World world, SiloCluster silos, Process process)
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(200);
    private const int ReadsMax = 25;
    private readonly Queue<Persist> _waiting = new();
    private JournalHead _seen;
    private WriteAttempts? _attempts;
    private TimeSpan _startedAt;
    private long _attempt;

    /// <summary>Reads the storage for a start, patiently; <paramref name="then"/> hears null when it cannot be had.</summary>
    public void Read(Action<FencedJournal?> then, int reads = 1)
    {
        var attempt = ++_attempt;
        world.After(ResponseTimeout, () => silos.On(process, () => HasRead(attempt, null, then, reads)));
        silos.Grains.Reach(
            process, process.Server,
            activation => activation.Read(state => silos.Back(activation.Host, process, () => HasRead(attempt, state, then, reads))),
            () => HasRead(attempt, null, then, reads));
    }

    public void Write(Persist persist)
    {
        _waiting.Enqueue(persist);
        if (_attempts is null)
        {
            Next();
        }
    }

    private void HasRead(long attempt, FencedJournal? state, Action<FencedJournal?> then, int reads)
    {
        if (attempt != _attempt)
        {
            return;
        }

        _attempt++;
        if (state is null && reads < ReadsMax)
        {
            world.After(BetweenReads, () => silos.On(process, () => Read(then, reads + 1)));
            return;
        }

        _seen = state?.Head ?? default;
        then(state);
    }

    private void Next()
    {
        _attempts = null;
        if (_waiting.TryDequeue(out var persist))
        {
            (_attempts, _startedAt) = (new WriteAttempts(persist, _seen, TimeSpan.Zero), world.Now);
            Try();
        }
    }

    private void Try()
    {
        var (attempt, write) = (++_attempt, _attempts!.Write);
        world.After(WriteAttempts.AttemptTimeout, () => silos.On(process, () => Tried(attempt, JournalWriteOutcome.Unknown, default)));
        silos.Grains.Reach(
            process, process.Server,
            activation => activation.Write(write, (outcome, holder) => silos.Back(activation.Host, process, () => Tried(attempt, outcome, holder))),
            () => Tried(attempt, JournalWriteOutcome.Unknown, default));
    }

    private void Tried(long attempt, JournalWriteOutcome outcome, Epoch holder)
    {
        if (attempt != _attempt || _attempts is null)
        {
            return;
        }

        _attempt++;
        _seen = outcome == JournalWriteOutcome.Written ? _attempts.Write.Head : _seen;
        var inputs = _attempts.Judge(outcome, holder, "the storage did not answer", world.Now - _startedAt);
        if (inputs.Count == 0)
        {
            world.After(_attempts.Pause, () => silos.On(process, Try));
            return;
        }

        foreach (var input in inputs)
        {
            world.Step(process, input);
        }

        Next();
    }
}
