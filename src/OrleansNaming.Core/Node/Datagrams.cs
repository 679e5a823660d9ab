using System.Net;
using OrleansNaming.Joining;
using OrleansNaming.Liveness;
using OrleansNaming.Ordering;
using OrleansNaming.Repair;
using OrleansNaming.Wire;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Node;

/// <summary>Opens the datagrams that come in and brings each to the part that it is for.</summary>
internal sealed class Datagrams(
    NodeOptions options, OwnList own, OwnLife life, KnownOwners owners, Hearing hearing, Learning learning, Holdings holdings, Serving serving,
    FailureDetector detector, Joiner joiner, Acknowledgements acknowledgements,
    DrainBarrier drain, Measuring measuring, NodeStep step)
{
    /// <summary>Helpers' probes under way: who asked, and with which nonce. At the bound all earlier ones are dropped: their askers' rounds are over.</summary>
    private readonly Dictionary<ulong, (PeerAddress Asker, ulong Nonce)> _helping = [];
    private const int HelpingMax = 1_024;

    /// <summary>What this node's faces serve.</summary>
    public FacesTold Faces { get; set; } = new(0, TimeSpan.Zero);

    public void Received(ReadOnlySpan<byte> bytes, IPAddress source)
    {
        if (step.Open(bytes, Limits.DatagramBytes) is not { } envelope)
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
                step.Answer(address, serving.Echo(probe), envelope.Sequence);
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
                step.Answer(address, serving.Echo(probe), envelope.Sequence);
                break;
            case ProbeReply reply:
                life.Probed(reply.Nonce, envelope.Boot, reply.IsMe);
                break;
            default:
                break;
        }
    }

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

        var waiting = hearing.Echoed(envelope, reply.Nonce, address);
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
                Confirmed(owner, envelope, acknowledgement);
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
            var ttl = Math.Clamp(Faces.LongestTtl.TotalMilliseconds, 0, AcknowledgementCodec.TtlMax);
            var told = new Acknowledgement(owner.View.Stamp) { Followers = Math.Clamp(Faces.Followers, 0, AcknowledgementCodec.FollowersMax), TtlMilliseconds = (int)ttl };
            step.Unicast(pin.Address, told);
        }
    }

    private void Confirmed(KnownOwner owner, Envelope envelope, Acknowledgement told)
    {
        var confirmation = new Confirmation(envelope.Boot, told.Stamp, told.Followers, TimeSpan.FromMilliseconds(told.TtlMilliseconds));
        acknowledgements.Reached(owner.Server, confirmation, step);
        drain.Look();
        measuring.Confirmed(owner, envelope, told.Stamp);
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
            _helping.Clear(); // Nearly all are unanswered ones of long ago; an answer to one of them now would come a round late.
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
}
