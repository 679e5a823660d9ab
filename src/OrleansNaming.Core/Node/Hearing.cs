using System.Net;
using OrleansNaming.Liveness;
using OrleansNaming.Ordering;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>
/// Who is speaking? (rule 15). Only a process that echoed a nonce of ours is believed to be there: its sequences renew the lease,
/// each counts once. Everyone else is asked for an echo first, and waits among the strangers.
/// </summary>
internal sealed class Hearing(KnownOwners owners, FailureDetector detector, DeadBoots dead, ShownDirectory directory, NodeStep step)
{
    private readonly Strangers _strangers = new();

    /// <summary>The verified sender of a datagram; null when it is a replay, or a stranger who now owes an echo.</summary>
    public KnownOwner? Verify(Envelope envelope, IPAddress source)
    {
        if (dead.Contains(envelope.Boot))
        {
            return null;
        }

        var owner = owners.Find(envelope.Sender);
        var pin = PinOf(owner, envelope.Boot);
        if (pin is null)
        {
            _strangers.Heard(envelope, new PeerAddress(source, envelope.ProbePort, envelope.PullPort), step);
            return null;
        }

        if (!pin.Window.TryAccept(envelope.Sequence))
        {
            step.Observe(new Observation(ObservationKind.Dropped, envelope.Sender, Text: "replayed"));
            return null;
        }

        if (!pin.Address.Host.Equals(source) || pin.Address.ProbePort != envelope.ProbePort || pin.Address.PullPort != envelope.PullPort)
        {
            // It may have moved: what it says is authentic, but fetches go to the old address until the new one echoes.
            _strangers.Heard(envelope, new PeerAddress(source, envelope.ProbePort, envelope.PullPort), step);
        }

        Heard(owner!, pin, envelope);
        return owner;
    }

    /// <summary>An echo came: its sender is known from now on. Returns what it said before that still waits.</summary>
    public Envelope? Echoed(Envelope envelope, ulong nonce, PeerAddress address)
    {
        if (_strangers.Echoed(envelope.Sender, envelope.Boot, nonce) is not { } stranger)
        {
            return null;
        }

        // Where the echo came from: meanwhile someone else may have played its sender's words back, and been asked too.
        var owner = Known(envelope, address);
        return owner is null ? null : stranger.Waiting;
    }

    /// <summary>An answer to a request of ours is an echo by itself: of a summary's nonce, or of a call's sequence.</summary>
    public KnownOwner? Known(Envelope envelope, PeerAddress address)
    {
        var boot = envelope.Boot;
        if (dead.Contains(boot))
        {
            return null;
        }

        if (owners.Admit(envelope.Sender, step.Now.Monotonic) is not { } owner)
        {
            step.Observe(new Observation(ObservationKind.Alarm, envelope.Sender, Text: $"more than {Limits.Owners} servers: not admitted"));
            return null;
        }

        var pin = PinOf(owner, boot);
        if (pin is null)
        {
            pin = owner.Candidate = new Pin(boot, address);
        }

        if (!pin.Window.TryAccept(envelope.Sequence))
        {
            // Played back, perhaps from another address: it must not move the pin.
            step.Observe(new Observation(ObservationKind.Dropped, envelope.Sender, Text: "replayed"));
            return null;
        }

        pin.Address = address;
        Heard(owner, pin, envelope);
        return owner;
    }

    /// <summary>
    /// The process announced an epoch. The highest is the owner's (rule 2): a candidate with a higher one takes the pin. True when
    /// the sender is the pinned process.
    /// </summary>
    public bool Announced(KnownOwner owner, Envelope envelope, Epoch epoch)
    {
        if (owner.Candidate is { } candidate && candidate.Boot == envelope.Boot && !owners.IsAboveFloor(owner.Server, epoch))
        {
            return false;
        }

        if (owner.Candidate is { } next && next.Boot == envelope.Boot && epoch >= owner.View.Stamp.Epoch && (owner.Pin is null || epoch > owner.Pin.Epoch))
        {
            (owner.Pin, owner.Candidate, owner.LeaseSequence) = (next, null, 0);
            next.Epoch = epoch;
            Heard(owner, next, envelope);
        }

        if (owner.Pin?.Boot != envelope.Boot)
        {
            return false;
        }

        owner.Pin.Epoch = epoch > owner.Pin.Epoch ? epoch : owner.Pin.Epoch;
        return true;
    }

    /// <summary>A sequence of the owner's process came another way: a helper's or a peer's word (rules 10, 11).</summary>
    public static bool Relayed(KnownOwner owner, BootId boot, ulong sequence, TimeSpan heardAt)
    {
        if (owner.Pin?.Boot != boot || sequence <= owner.LeaseSequence)
        {
            return false;
        }

        owner.LeaseSequence = sequence;
        owner.HeardAt = Timing.Max(owner.HeardAt, heardAt);
        return true;
    }

    private static Pin? PinOf(KnownOwner? owner, BootId boot) =>
        owner?.Pin?.Boot == boot ? owner.Pin : owner?.Candidate?.Boot == boot ? owner.Candidate : null;

    private void Heard(KnownOwner owner, Pin pin, Envelope envelope)
    {
        detector.HeardAnyone(step);
        if (pin == owner.Pin && envelope.Sequence > owner.LeaseSequence)
        {
            (owner.LeaseSequence, owner.HeardAt) = (envelope.Sequence, step.Now.Monotonic);
            if (owner.State != OwnerState.Left || owner.Pin.Epoch > owner.View.Stamp.Epoch || owner.View.Advertisement?.Status != OwnerStatus.Left)
            {
                detector.Cleared(owner.Server);
                directory.Lives(owner);
            }
        }
    }
}
