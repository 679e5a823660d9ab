using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// Rules 10 and 11: once the membership has told a node that a process is dead, that process is never judged alive there again: not by what it said before, not by a
/// peer's word, not by a grain that answers for it.
/// </summary>
internal sealed class ProvenDead(World world) : Checker(world)
{
    private readonly Dictionary<Process, HashSet<BootId>> _told = [];
    private readonly Dictionary<ServerId, List<BootId>> _boots = [];

    public override void Began(Process process, ReadOnlyMemory<byte> stored)
    {
        _told[process] = [];
        if (!_boots.TryGetValue(process.Server, out var boots))
        {
            _boots.Add(process.Server, boots = []);
        }

        boots.Add(process.Boot);
    }

    public override void Died(Process process) => _told.Remove(process);

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        if (input is BootDied died)
        {
            _told[process].Add(died.Boot);
        }
    }

    public override void Judges(Process reader, ServerId owner, OwnerState before, OwnerState now)
    {
        if (now == OwnerState.Alive && _boots.TryGetValue(owner, out var boots))
        {
            FailUnless(!boots.TrueForAll(_told[reader].Contains), () => $"{reader} judges {owner} alive, though it was told that each of its processes is dead");
        }
    }
}
