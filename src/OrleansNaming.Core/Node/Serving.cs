using System.Net;
using OrleansNaming.Guests;
using OrleansNaming.Health;
using OrleansNaming.Ordering;
using OrleansNaming.Pull;
using OrleansNaming.Repair;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>Answers what peers ask of this node: pulls of its own or another's list, dumps, digests, guests (rows B5, B8b; rules 13, 14).</summary>
internal sealed class Serving(
    NodeOptions options, OwnList own, OwnLife life, KnownOwners owners, Holdings holdings, Beat beat, GuestDesk guests, HealthDesk health, List<Change> wanted,
    NodeStep step)
{
    public void Request(long id, ReadOnlySpan<byte> bytes, IPAddress source)
    {
        if (step.Open(bytes, Limits.BodyBytes) is not { } envelope)
        {
            step.Reply(id, answer: null, 0);
            return;
        }

        switch (envelope.Message)
        {
            case Probe probe:
                step.Reply(id, Echo(probe), envelope.Sequence);
                break;
            case ChangesRequest request:
                step.Reply(id, Serve(envelope, request, source), envelope.Sequence);
                break;
            case DumpRequest request:
                step.Reply(id, holdings.Dump(envelope.Sender, request.After, life.Phase == NodePhase.Ready), envelope.Sequence);
                break;
            case BucketsRequest request:
                step.Reply(id, DigestExchange.Answer(request, holdings.Settled(envelope.Sender)), envelope.Sequence);
                break;
            case GuestRequest request:
                Guest(id, envelope.Sequence, request);
                break;
            default:
                step.Reply(id, answer: null, 0);
                break;
        }
    }

    /// <summary>Answers a pull from the own log, or as a peer from what is shown.</summary>
    public ChangesReply Answer(ChangesRequest request)
    {
        if (request.Server != options.Server)
        {
            var owner = owners.Find(request.Server);
            return ChangesAnswer.To(request, owner?.View.Advertisement, log: null, owner?.Interval ?? options.Interval);
        }

        return life.Phase == NodePhase.Superseded
            ? new ChangesReply(ChangesOutcome.Superseded, request.Server, own.Current.Stamp, null, [], beat.Interval)
            : ChangesAnswer.To(request, own.IsOpen ? own.Current : null, own.Log, beat.Interval);
    }

    /// <summary>The answer to a probe: is it this process that was meant?</summary>
    public ProbeReply Echo(Probe probe) =>
        new(probe.Nonce, probe.Server == options.Server && probe.Boot == options.Boot && life.Phase != NodePhase.Ended, own.Current.Stamp, own.Current.Digest);

    private ChangesReply Serve(Envelope envelope, ChangesRequest request, IPAddress source)
    {
        if (!options.Audience.MayHear(envelope.Sender, request.Server))
        {
            return new ChangesReply(ChangesOutcome.Unknown, request.Server, default, null, [], beat.Interval);
        }

        var reply = Answer(request);
        step.Observe(new Observation(ObservationKind.FetchServed, request.Server, reply.Current, request.Since, reply.Outcome.ToString()));
        if (reply.Outcome == ChangesOutcome.Behind && request.Server == options.Server)
        {
            // The asker holds more of this name than this process has made: believed only when it says so itself (rule 6).
            life.AskWhatIsHeldAt(new PeerAddress(source, envelope.ProbePort, envelope.PullPort));
        }

        return reply;
    }

    private void Guest(long id, ulong sequence, GuestRequest request)
    {
        var key = new EntryKey(request.Name, request.InstanceId);
        if (request.Action == GuestAction.Renew)
        {
            step.Reply(id, new GuestReply(guests.TryRenewHeld(key, step), own.Current.Stamp), sequence);
        }
        else if (request.Action == GuestAction.Tell)
        {
            var word = new TellHealth(key, request.Check, request.Health, request.Output);
            step.Reply(id, new GuestReply(health.TryTellHeld(word, step, wanted), own.Current.Stamp), sequence);
        }
        else if (request.Record is Instance { Guest: not null } record && life.Phase == NodePhase.Ready)
        {
            TakeOver(step.ReplyTicket(id, sequence), record);
        }
        else
        {
            step.Reply(id, new GuestReply(false, default), sequence);
        }
    }

    private void TakeOver(long ticket, Instance record)
    {
        if (!own.Enqueue(ticket, new AdoptGuest(record)))
        {
            step.Complete(ticket, Refusal.TooMany);
        }
    }
}
