using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S8: a read that demands a state is answered from that state or a later one, at whatever node, or not at all; and the token that comes with an
/// answer says no less than the answer shows. What a state holds is one and the same everywhere: DeltaChain.
/// </summary>
internal sealed class TokenReads(World world) : Checker(world)
{
    /// <summary>The last write that somebody was told was made.</summary>
    public Token? LastWrite { get; private set; }

    /// <summary>Reads with a token that were answered; a world with few of them tested little.</summary>
    public long Count { get; private set; }

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        foreach (var output in outputs)
        {
            if (output is Completed { Refusal: Refusal.None, Token: { Server.Value: not null } token })
            {
                LastWrite = token;
            }
        }
    }

    public void Answered(Process process, Token? write, ReadToken demanded, InstanceSet answer, ReadToken? shown)
    {
        Count++;
        foreach (var seen in demanded.Seen)
        {
            FailUnless(Held(process, seen.Server) >= seen.Stamp, () => $"{process} answers a reader that saw {seen}, and has shown no more than {Held(process, seen.Server)}");
        }

        if (write is { } token)
        {
            var list = process.Node.Replica.Find(token.Server)?.Advertisement;
            FailUnless(list is not null && Contains(list, token.Stamp), () => $"{process} answers a reader that demands the write {token}, and holds {list?.Stamp}");
        }

        Compare(process, answer, shown);
    }

    private void Compare(Process process, InstanceSet answer, ReadToken? shown)
    {
        foreach (var binding in answer.Bindings)
        {
            var (owner, stamp) = (binding.Version.Owner.Server, binding.Version.Stamp);
            FailUnless(
                shown?.Seen.Any(seen => seen.Server == owner && seen.Stamp >= stamp) != false,
                () => $"{process} answers with {binding.Instance} of {owner} at {stamp}, and its read token says less");
        }
    }

    /// <summary>The highest state of an owner that a process has shown, also before it forgot the owner.</summary>
    private static Stamp Held(Process process, ServerId owner)
    {
        var (held, seen) = (process.Node.Replica.Find(owner)?.Stamp ?? default, process.Sight.Of(owner));
        return held.IsNone ? seen.Highest : held;
    }

    private static bool Contains(Advertisement list, Stamp write) => list.Stamp.Epoch == write.Epoch
        ? list.Stamp.Version >= write.Version
        : list.Inherits.Any(ancestor => ancestor.Epoch == write.Epoch && ancestor.Version >= write.Version);
}
