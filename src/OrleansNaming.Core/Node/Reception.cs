using System.Net;
using OrleansNaming.Guests;
using OrleansNaming.Joining;
using OrleansNaming.Liveness;
using OrleansNaming.Ordering;
using OrleansNaming.Pull;
using OrleansNaming.Repair;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>Opens what comes in and brings each message to the part that it is for.</summary>
internal sealed class Reception(
    NodeOptions options, OwnList own, OwnLife life, KnownOwners owners, Hearing hearing, Learning learning, Holdings holdings,
    FailureDetector detector, PullScheduler pulls, Joiner joiner, GuestDesk guests, Acknowledgements acknowledgements,
    DigestExchange exchange, Departure departure, ShownDirectory directory, List<Change> wanted, NodeStep step)
{
    /// <summary>Helpers' probes under way: who asked, and with which nonce. Bounded; beyond, a request for help goes unanswered.</summary>
    private readonly Dictionary<ulong, (PeerAddress Asker, ulong Nonce)> _helping = [];
    private const int HelpingMax = 1_024;

    public void Datagram(ReadOnlySpan<byte> bytes, IPAddress source)
    {
        if (Open(bytes, Limits.DatagramBytes) is not { } envelope)
        {
            return;
        }

        if (envelope.Sender == options.Server)
        {
            Namesake(envelope, source);
            return;
        }

        var address = new PeerAddress(source, envelope.ProbePort, envelope.PullPort);
        switch (envelope.Message)
        {
            // These need no pin: each is answered to where it came from, or is itself an answer to a nonce of ours.
            case Hello hello:
                Greet(envelope, hello, address);
                break;
            case Probe probe:
                step.Answer(address, Echo(probe), envelope.Sequence);
                break;
            case ProbeReply reply:
                Echoed(envelope, reply, address, source);
                break;
            case Summary summary:
                Summarised(envelope, summary, address);
                break;
            default:
                FromKnown(envelope, source);
                break;
        }
    }

    public void Request(long id, ReadOnlySpan<byte> bytes, IPAddress source)
    {
        if (Open(bytes, Limits.BodyBytes) is not { } envelope)
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

    public void Answered(long callId, ReadOnlySpan<byte> bytes)
    {
        if (step.EndCall(callId) is not { } call)
        {
            return;
        }

        if (Open(bytes, Limits.SnapshotBytes) is not { } envelope || envelope.InReplyTo != call.Sequence)
        {
            Failed(callId, refused: false, call);
            return;
        }

        if (envelope.Sender != options.Server)
        {
            hearing.Known(envelope, call.To);
        }

        Dispatch(callId, call, envelope);
    }

    public void Failed(long callId, bool refused)
    {
        if (step.EndCall(callId) is { } call)
        {
            Failed(callId, refused, call);
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
            ? new ChangesReply(ChangesOutcome.Superseded, request.Server, own.Current.Stamp, null, [], options.Interval)
            : ChangesAnswer.To(request, own.IsOpen ? own.Current : null, own.Log, options.Interval);
    }

    /// <summary>What lists that were applied in this step mean for the guests that are held here.</summary>
    public void Touched()
    {
        if (directory.TouchedGuests.Count > 0)
        {
            guests.Applied(directory.TouchedGuests.Distinct().Order(), step, wanted);
            directory.TouchedGuests.Clear();
        }
    }

    private Envelope? Open(ReadOnlySpan<byte> bytes, int bytesMax)
    {
        var result = Opener.TryOpen(bytes, options.Cluster, step.Sealer.Keys, bytesMax, out var envelope);
        if (result != OpenResult.Opened)
        {
            step.Observe(new Observation(ObservationKind.Dropped, default, Text: result.ToString().ToLowerInvariant()));
        }

        return envelope;
    }

    /// <summary>Something came by this server's own name: an echo of the own multicast, or another process (rule 2).</summary>
    private void Namesake(Envelope envelope, IPAddress source)
    {
        if (envelope.Boot == options.Boot)
        {
            return;
        }

        var address = new PeerAddress(source, envelope.ProbePort, envelope.PullPort);
        switch (envelope.Message)
        {
            case Notice notice:
                life.MetRival(notice.Stamp.Epoch, address);
                break;
            case Hello hello:
                step.Unicast(address, new Summary(hello.Nonce, 0, 1, false, own.IsOpen ? holdings.OfSelf() : null, []));
                break;
            case Summary summary:
                // It knows its own host under no address that we could dial: the source of its datagram is the one (rule 15).
                life.Summarised(envelope.Sender, summary with { OfYou = summary.OfYou is { } ofYou ? ofYou with { Address = address } : null });
                break;
            case Probe probe:
                step.Answer(address, Echo(probe), envelope.Sequence);
                break;
            case ProbeReply reply:
                life.Probed(reply.Nonce, envelope.Boot, reply.IsMe);
                break;
            default:
                break;
        }
    }

    private ProbeReply Echo(Probe probe) =>
        new(probe.Nonce, probe.Server == options.Server && probe.Boot == options.Boot && life.Phase != NodePhase.Ended, own.Current.Stamp, own.Current.Digest);

    private void Greet(Envelope envelope, Hello hello, PeerAddress address)
    {
        if (life.Phase is NodePhase.Superseded or NodePhase.Ended)
        {
            return;
        }

        foreach (var summary in holdings.Summaries(envelope.Sender, hello.Nonce, life.Phase == NodePhase.Ready))
        {
            step.Answer(address, summary, envelope.Sequence);
        }
    }

    private void Summarised(Envelope envelope, Summary summary, PeerAddress address)
    {
        if (!life.IsAnswer(summary.Nonce) && !detector.IsAnswer(summary.Nonce, step.Now.Monotonic))
        {
            step.Observe(new Observation(ObservationKind.Dropped, envelope.Sender, Text: "unasked"));
            return;
        }

        if (hearing.Known(envelope, address) is not { } owner)
        {
            return;
        }

        if (summary.Ready)
        {
            joiner.ReadyPeer(envelope.Sender);
        }

        life.Summarised(envelope.Sender, summary);
        foreach (var holding in summary.Holdings)
        {
            if (holding.Server == envelope.Sender)
            {
                hearing.Announced(owner, envelope, holding.Stamp.Epoch);
            }

            learning.Told(envelope.Sender, holding);
        }
    }

    private void Echoed(Envelope envelope, ProbeReply reply, PeerAddress address, IPAddress source)
    {
        life.Probed(reply.Nonce, envelope.Boot, reply.IsMe);
        if (_helping.Remove(reply.Nonce, out var help))
        {
            step.Unicast(help.Asker, new IndirectReply(help.Nonce, envelope.Sender, envelope.Boot, reply.IsMe, envelope.Sequence, reply.Stamp));
        }

        if (!reply.IsMe)
        {
            detector.ProvenDead(envelope.Sender);
        }

        var waiting = hearing.Echoed(envelope, reply.Nonce);
        if (waiting is not null)
        {
            FromKnown(waiting, source);
        }
        else
        {
            FromKnown(envelope, source);
        }
    }

    /// <summary>Messages that only a pinned process may send.</summary>
    private void FromKnown(Envelope envelope, IPAddress source)
    {
        if (hearing.Verify(envelope, source) is not { } owner)
        {
            return;
        }

        switch (envelope.Message)
        {
            case Notice notice when IsOwn(envelope, notice.Stamp):
                if (hearing.Announced(owner, envelope, notice.Stamp.Epoch))
                {
                    learning.Notice(owner, notice);
                    Acknowledge(owner, notice);
                }
                else
                {
                    step.Observe(new Observation(ObservationKind.NoticeIgnored, owner.Server, notice.Stamp));
                    TellHeld(owner, envelope, notice.Stamp.Epoch);
                }

                break;
            case Chunk chunk when IsOwn(envelope, chunk.Stamp) && hearing.Announced(owner, envelope, chunk.Stamp.Epoch):
                learning.Chunk(owner, chunk);
                break;
            case Acknowledgement acknowledgement when acknowledgement.Stamp <= own.Current.Stamp:
                acknowledgements.Reached(owner.Server, acknowledgement.Stamp, step);
                break;
            case Acknowledgement when own.IsOpen:
                // It holds more of this name than this process has made: believed only when it says so itself (rule 6).
                life.AskWhatIsHeldAt(new PeerAddress(source, envelope.ProbePort, envelope.PullPort));
                break;
            case IndirectProbe request:
                Help(owner, request);
                break;
            case IndirectReply reply:
                Helped(reply);
                break;
            default:
                break;
        }
    }

    private bool IsOwn(Envelope envelope, Stamp stamp)
    {
        if (stamp.Epoch.Boot == envelope.Boot && !stamp.IsNone && stamp.Incarnation <= Limits.IncarnationMax)
        {
            return true;
        }

        step.Observe(new Observation(ObservationKind.Alarm, envelope.Sender, stamp, Text: "a stamp that its sender cannot have: refused"));
        return false;
    }

    private void Acknowledge(KnownOwner owner, Notice notice)
    {
        if (notice.AcknowledgementWanted && owner.View.Stamp >= notice.Stamp && owner.Pin is { } pin)
        {
            step.Unicast(pin.Address, new Acknowledgement(owner.View.Stamp));
        }
    }

    /// <summary>A live process speaks for an epoch below what is held of its name: told so, it asks, and opens a higher one or yields (rules 1, 2).</summary>
    private void TellHeld(KnownOwner owner, Envelope envelope, Epoch epoch)
    {
        var pin = owner.Pin?.Boot == envelope.Boot ? owner.Pin : owner.Candidate;
        if (pin?.Boot == envelope.Boot && holdings.OfAsker(owner.Server) is { } held && held.Stamp.Epoch > epoch)
        {
            step.Unicast(pin.Address, new Acknowledgement(held.Stamp));
        }
    }

    private void Help(KnownOwner asker, IndirectProbe request)
    {
        if (asker.Pin is not { } pin || owners.Find(request.Server)?.Address is not { } target)
        {
            return;
        }

        if (_helping.Count >= HelpingMax)
        {
            _helping.Clear(); // Unanswered ones of long ago; an answer to one of them now would come a round late.
        }

        var nonce = step.Jitter.Next();
        _helping[nonce] = (pin.Address, request.Nonce);
        step.Unicast(target, new Probe(request.Server, request.Boot, nonce));
    }

    private void Helped(IndirectReply reply)
    {
        if (owners.Find(reply.Server) is not { } suspect)
        {
            return;
        }

        if (!reply.IsMe)
        {
            detector.ProvenDead(reply.Server);
        }
        else if (Hearing.Relayed(suspect, reply.Boot, reply.Sequence, step.Now.Monotonic))
        {
            detector.HeardByHelper(reply.Server, reply.Nonce);
        }
    }

    private ChangesReply Serve(Envelope envelope, ChangesRequest request, IPAddress source)
    {
        if (request.Server != options.Server && !options.Audience.MayHear(envelope.Sender, request.Server))
        {
            return new ChangesReply(ChangesOutcome.Unknown, request.Server, default, null, [], options.Interval);
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
        else if (request.Record is not Instance { Guest: not null } record || life.Phase != NodePhase.Ready
            || !own.Enqueue(step.ReplyTicket(id, sequence), new AdoptGuest(record)))
        {
            step.Reply(id, new GuestReply(false, default), sequence);
        }
    }

    private void Dispatch(long callId, PendingCall call, Envelope envelope)
    {
        switch (envelope.Message)
        {
            case ChangesReply reply:
                Changes(callId, envelope, reply);
                break;
            case DumpReply dump:
                foreach (var dumped in dump.Owners)
                {
                    learning.Dumped(envelope.Sender, dumped);
                }

                joiner.DumpAnswered(callId, dump, step);
                break;
            case BucketsReply buckets when exchange.IsMine(callId):
                foreach (var holding in buckets.Holdings)
                {
                    learning.Told(envelope.Sender, holding);
                }

                break;
            case GuestReply reply:
                _ = guests.ForwardAnswered(callId, reply.Accepted, step) || departure.HandedOver(callId);
                break;
            case ProbeReply reply:
                life.Probed(reply.Nonce, envelope.Boot, reply.IsMe);
                Probed(call, reply);
                break;
            default:
                Failed(callId, refused: false, call);
                break;
        }
    }

    private void Probed(PendingCall call, ProbeReply reply)
    {
        if (call.Request is Probe probe && !reply.IsMe)
        {
            detector.ProvenDead(probe.Server);
        }
    }

    private void Changes(long callId, Envelope envelope, ChangesReply reply)
    {
        if (life.FormerListCame(callId, reply) || pulls.End(callId) is not { } fetch)
        {
            return;
        }

        if (fetch.Asked != envelope.Sender)
        {
            pulls.Failed(fetch, step);
            return;
        }

        if (envelope.Sender == fetch.Owner && owners.Find(fetch.Owner) is { } owner && reply.Current.Epoch.Boot == envelope.Boot)
        {
            hearing.Announced(owner, envelope, reply.Current.Epoch);
        }

        learning.Fetched(fetch, reply);
    }

    private void Failed(long callId, bool refused, PendingCall call)
    {
        if (refused)
        {
            detector.HeardAnyone(step);
            detector.ProvenDead(call.Request is Probe probe ? probe.Server : default);
        }

        if (life.CallFailed(callId, refused) || guests.ForwardFailed(callId, step) || departure.HandedOver(callId) || joiner.DumpFailed(callId, step))
        {
            return;
        }

        if (pulls.End(callId) is { } fetch)
        {
            pulls.Failed(fetch, step);
        }
    }
}
