using OrleansNaming.Ordering;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Health;

/// <summary>
/// Checks what this server holds: its own services and its guests. An adopted guest brings its checks along (rule 14), and begins here as the directory calls it. A
/// word that comes here for another's guest is forwarded to its holder and not remembered: unlike a heartbeat it may be a bad one, and only the holder judges.
/// Nothing here writes: what is to change goes into <c>wanted</c>.
/// </summary>
internal sealed class HealthDesk(ServerId self, DirectoryReplica replica, KnownOwners owners)
{
    private readonly HealthMonitor _monitor = new();

    /// <summary>Invariant: the calls under way that forward a word, by call id; calls are bounded by the step.</summary>
    private readonly Dictionary<long, (long Ticket, TellHealth Word)> _forwards = [];

    public TimeSpan DueAt => _monitor.DueAt;

    /// <summary>The own list has a new version.</summary>
    public void Committed(IEnumerable<Entry> puts, IEnumerable<EntryKey> removes, IStep step)
    {
        foreach (var key in removes)
        {
            _monitor.Forget(key);
        }

        foreach (var entry in puts)
        {
            if (entry is Instance instance)
            {
                _monitor.Watch(instance, step.Now.Monotonic);
            }
            else
            {
                _monitor.Forget(new EntryKey(entry));
            }
        }
    }

    public void Paused(TimeSpan length) => _monitor.Paused(length);

    /// <summary>An instance's word came from a client.</summary>
    public void Tell(long ticket, TellHealth word, IStep step, List<Change> wanted)
    {
        word = word with { Output = Short(word.Output) };
        if (!Enum.IsDefined(word.Health))
        {
            step.Complete(ticket, Refusal.Invalid, message: "a health is none of healthy, warning and unhealthy");
        }
        else if (TryTellHeld(word, step, wanted))
        {
            step.Complete(ticket, Refusal.None);
        }
        else if (replica.Guests.Winner(word.Key) is { Buried: false, Entry: Instance record } claim && claim.Owner != self && HasCheck(record, word.Check))
        {
            Forward(ticket, word, record, owners.Find(claim.Owner), step);
        }
        else
        {
            Unknown(ticket, word, step);
        }
    }

    /// <summary>A word for what this server holds; false when it holds no such check.</summary>
    public bool TryTellHeld(TellHealth word, IStep step, List<Change> wanted)
    {
        if (!_monitor.Tell(word.Key, word.Check, word.Health, word.Output, step.Now.Monotonic))
        {
            return false;
        }

        Commit(wanted);
        return true;
    }

    /// <summary>The holder answered a forwarded word.</summary>
    public bool ForwardAnswered(long callId, bool accepted, IStep step)
    {
        if (!_forwards.Remove(callId, out var forward))
        {
            return false;
        }

        if (accepted)
        {
            step.Complete(forward.Ticket, Refusal.None);
        }
        else
        {
            Unknown(forward.Ticket, forward.Word, step);
        }

        return true;
    }

    /// <summary>The holder did not answer.</summary>
    public bool ForwardFailed(long callId, IStep step)
    {
        if (!_forwards.Remove(callId, out var forward))
        {
            return false;
        }

        Unheard(forward.Ticket, step);
        return true;
    }

    /// <summary>What a probe found.</summary>
    public void Ended(HealthProbe probe, InstanceHealth health, string output, IStep step, List<Change> wanted)
    {
        _monitor.Ended(probe, health, Short(output), step.Now.Monotonic);
        Commit(wanted);
    }

    /// <summary>Judges silent instances and starts the probes that are due.</summary>
    public void Tick(IStep step, List<Change> wanted)
    {
        foreach (var probe in _monitor.Due(step.Now.Monotonic))
        {
            step.Probe(probe);
        }

        Commit(wanted);
    }

    private void Commit(List<Change> wanted)
    {
        foreach (var verdict in _monitor.TakeVerdicts())
        {
            wanted.Add(verdict.IsRemoved ? End(verdict.Key) : new SetHealth(verdict.Key, verdict.Health));
        }
    }

    /// <summary>A guest leaves a tombstone; a service of this server itself leaves nothing.</summary>
    private Change End(EntryKey key) => replica.Find(self)?.Advertisement?.Entries.Find(key) is Instance { IsGuest: false }
        ? new Unbind(key.Name, key.InstanceId)
        : new DeregisterGuest(key.Name, key.InstanceId);

    private void Forward(long ticket, TellHealth word, Instance record, KnownOwner? holder, IStep step)
    {
        if (holder is { IsLive: true, Address: { } address })
        {
            var request = new GuestRequest(GuestAction.Tell, word.Key.Name, word.Key.InstanceId, record.Guest!.Revision, Record: null)
            {
                Check = word.Check,
                Health = word.Health,
                Output = word.Output,
            };
            _forwards[step.Call(address, request, Timing.Forward)] = (ticket, word);
        }
        else
        {
            Unheard(ticket, step);
        }
    }

    /// <summary>Half a surrogate pair is no text: it could not cross.</summary>
    private static string Short(string output)
    {
        var length = Math.Min(output.Length, Limits.TextLength);
        return length < output.Length && char.IsHighSurrogate(output[length - 1]) ? output[..(length - 1)] : output[..length];
    }

    private static bool HasCheck(Instance record, string check) => record.Checks.Any(one => one.Id == check && one.Kind == HealthCheckKind.Ttl);

    private static void Unheard(long ticket, IStep step) =>
        step.Complete(ticket, Refusal.NotReady, message: "the server that holds this registration does not answer; say it again: another one adopts it soon");

    private void Unknown(long ticket, TellHealth word, IStep step)
    {
        var refusal = replica.IsComplete ? Refusal.NotFound : Refusal.NotReady;
        step.Complete(ticket, refusal, message: $"'{word.Key.InstanceId}' of '{word.Key.Name}' has no check '{word.Check}' of kind ttl; register it again with its checks");
    }
}
