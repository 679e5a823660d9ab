using OrleansNaming.Guests;
using OrleansNaming.Health;
using OrleansNaming.Joining;
using OrleansNaming.Liveness;
using OrleansNaming.Ordering;
using OrleansNaming.Pull;
using OrleansNaming.Repair;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>What became of this node's calls: each answer goes to the part that asked, and proves that its sender is there.</summary>
internal sealed class Answers(
    NodeOptions options, OwnLife life, KnownOwners owners, Hearing hearing, Learning learning, FailureDetector detector, PullScheduler pulls,
    Joiner joiner, GuestDesk guests, HealthDesk health, DigestExchange exchange, Departure departure, NodeStep step)
{
    public void Answered(long callId, ReadOnlySpan<byte> bytes)
    {
        if (step.EndCall(callId) is not { } call)
        {
            return;
        }

        if (step.Open(bytes, Limits.SnapshotBytes) is not { } envelope || envelope.InReplyTo != call.Sequence)
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

    /// <summary>Calls of this step for which there was no room; who tries again at once, at somebody else, is failed again, and gives up.</summary>
    public void FailRefused()
    {
        while (step.TryTakeRefusedCall(out var callId))
        {
            Failed(callId, refused: false);
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
                _ = guests.ForwardAnswered(callId, reply.Accepted, step) || health.ForwardAnswered(callId, reply.Accepted, step) || departure.HandedOver(callId, reply.Accepted);
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

        if (life.CallFailed(callId, refused) || guests.ForwardFailed(callId, step) || health.ForwardFailed(callId, step) || departure.HandedOver(callId, isTaken: false) || joiner.DumpFailed(callId, step))
        {
            return;
        }

        if (pulls.End(callId) is { } fetch)
        {
            pulls.Failed(fetch, step);
        }
    }
}
