using OrleansNaming.Guests;
using OrleansNaming.Health;

namespace OrleansNaming.Node;

/// <summary>Takes callers' changes: most become the next version, some are for a desk, and who leaves takes none.</summary>
internal sealed class Requests(
    NodeOptions options, OwnLife life, OwnList own, GuestDesk guests, HealthDesk health, DrainBarrier barrier, List<Change> wanted, NodeStep step)
{
    public void Take(long ticket, Change change)
    {
        if (life.Phase is NodePhase.Superseded or NodePhase.Leaving or NodePhase.Ended)
        {
            var refusal = life.Phase == NodePhase.Superseded ? Refusal.Superseded : Refusal.Stopping;
            step.Complete(ticket, refusal, message: $"server '{options.Server}' is {life.Phase.ToString().ToLowerInvariant()}; use another one");
            return;
        }

        switch (change)
        {
            case RenewGuest renew:
                guests.Renew(ticket, new EntryKey(renew.Name, renew.InstanceId), step);
                break;
            case TellHealth word:
                health.Tell(ticket, word, step, wanted);
                break;
            case Drain drain:
                barrier.Begin(ticket, drain.Timeout, wanted);
                break;
            default:
                Enqueue(ticket, change);
                break;
        }
    }

    private void Enqueue(long ticket, Change change)
    {
        if (!own.Enqueue(ticket, change))
        {
            step.Complete(ticket, Refusal.TooMany, message: "too many changes wait for the disk; try again later");
        }
    }
}
