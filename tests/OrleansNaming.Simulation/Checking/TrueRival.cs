using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>A process loses its storage only to another process of its name: an activation has no life of its own.</summary>
internal sealed class TrueRival(World world) : Checker(world)
{
    private readonly HashSet<(ServerId, BootId)> _boots = [];

    public override void Began(Process process, ReadOnlyMemory<byte> stored) => _boots.Add((process.Server, process.Boot));

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        if (input is StoreTaken taken)
        {
            FailUnless(taken.By.Boot != process.Boot && _boots.Contains((process.Server, taken.By.Boot)), () =>
                $"{process} is told that {taken.By} has its storage, which no process of {process.Server} ever was");
        }
    }
}
