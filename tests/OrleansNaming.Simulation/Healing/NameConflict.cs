using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Healing;

/// <summary>
/// S9: of two live processes of one name every node shows the same one, the one with the highest epoch; the other one knows that it lost, and
/// announces nothing.
/// </summary>
internal sealed class NameConflict(World world)
{
    /// <summary>Null when decided; else what is not, in words.</summary>
    public string? Difference()
    {
        foreach (var machine in world.Machines)
        {
            if (machine.Running is { } process && Difference(process) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private string? Difference(Process process)
    {
        foreach (var machine in world.Machines)
        {
            if (machine.Running is not { } rival || rival == process || rival.Server != process.Server)
            {
                continue;
            }

            if (IsSuperseded(process) == IsSuperseded(rival))
            {
                return $"{process} and {rival} are both {process.Node.Phase}";
            }

            if (!IsSuperseded(process) && Reader(process) is { } reader)
            {
                return $"{reader} shows {process.Server} at {reader.Node.Replica.Find(process.Server)?.Stamp.Epoch}, not {process}";
            }
        }

        return null;
    }

    /// <summary>A node that shows another life of the name than the winner's.</summary>
    private Process? Reader(Process winner)
    {
        foreach (var machine in world.Machines)
        {
            if (machine.Running is { } reader && !IsSuperseded(reader) && reader.Node.Replica.Find(winner.Server)?.Stamp.Epoch.Boot != winner.Boot)
            {
                return reader;
            }
        }

        return null;
    }

    private static bool IsSuperseded(Process process) => process.Node.Phase == NodePhase.Superseded;
}
