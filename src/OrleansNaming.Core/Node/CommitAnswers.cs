using OrleansNaming.Repair;
using OrleansNaming.Tree;

namespace OrleansNaming.Node;

/// <summary>Answers who waits for a version of the own list: own changes when it is durable, guests' when one peer has it (rule 14).</summary>
internal sealed class CommitAnswers(ServerId server, Acknowledgements acknowledgements, NodeStep step)
{
    /// <summary>Notes who waits for a peer: asked for with the notice, so before it.</summary>
    public void Await(Write write, bool isAlone)
    {
        foreach (var (ticket, change) in write.Tickets)
        {
            if (NeedsPeer(change, isAlone))
            {
                acknowledgements.Await(ticket, new Token(server, write.Next.Stamp), step);
            }
        }
    }

    /// <summary>Answers the others, and all of a node alone. Last: to wake the caller takes the host some 15 µs, which no reader should wait for.</summary>
    public void Answer(Write write, bool isAlone)
    {
        foreach (var (ticket, change) in write.Tickets)
        {
            if (!NeedsPeer(change, isAlone))
            {
                step.Complete(ticket, Refusal.None, new Token(server, write.Next.Stamp));
            }
        }
    }

    private static bool NeedsPeer(Change change, bool isAlone) => !isAlone && change is (RegisterGuest or DeregisterGuest or TreeChange);
}
