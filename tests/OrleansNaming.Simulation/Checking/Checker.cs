using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// One promise of the protocol and how a world sees it broken (etcd's robustness tests: one named error a promise). A checker hears what
/// the world hears and reads what a replica shows; it never looks into the code under test.
/// </summary>
internal abstract class Checker(World world)
{
    public string Name => GetType().Name;

    protected World World { get; } = world;

    protected Oracle Oracle => World.Oracle;

    /// <summary>A node is about to start, with what it read of its store.</summary>
    public virtual void Began(Process process, ReadOnlyMemory<byte> stored)
    {
    }

    /// <summary>Grain storage holds another state of a server; what was there before is null when that was a backup.</summary>
    public virtual void Stored(ServerId server, FencedJournal? before, FencedJournal now)
    {
    }

    /// <summary>A grain answers a pull for a server whose process is gone.</summary>
    public virtual void StoredAnswered(ServerId server, ChangesReply reply)
    {
    }

    public virtual void Died(Process process)
    {
    }

    /// <summary>A step was made; its outputs are not carried out yet.</summary>
    public virtual void Stepped(Process process, Input input, List<Output> outputs)
    {
    }

    /// <summary>A process is about to multicast a notice of its own list.</summary>
    public virtual void Announces(Process process, Envelope envelope, Notice notice)
    {
    }

    /// <summary>A replica shows another version of an owner's list.</summary>
    public virtual void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now)
    {
    }

    /// <summary>A replica judges an owner's life anew.</summary>
    public virtual void Judges(Process reader, ServerId owner, OwnerState before, OwnerState now)
    {
    }

    /// <summary>Someone resolves a name.</summary>
    public virtual void Resolved(Process reader, string name, InstanceSet answer)
    {
    }

    protected void Fail(string message) => throw new BrokenPromise(Name, message);

    protected void FailUnless(bool holds, Func<string> message)
    {
        if (!holds)
        {
            Fail(message());
        }
    }
}
