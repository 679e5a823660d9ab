using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S6: a version that is announced, or acknowledged to who asked for it, would be read back if the machine lost its power now. Held
/// against the log's reader on the durable bytes, once a version.
/// </summary>
internal sealed class DurableBeforeVisible(World world) : Checker(world)
{
    private readonly Dictionary<Process, Stamp> _proven = [];

    public override void Died(Process process) => _proven.Remove(process);

    public override void Announces(Process process, Envelope envelope, Notice notice) => Prove(process, notice.Stamp, "announces");

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        foreach (var output in outputs)
        {
            if (output is Completed { Refusal: Refusal.None, Token: { Stamp.IsNone: false } token } && token.Server == process.Server)
            {
                Prove(process, token.Stamp, "acknowledges");
            }
        }
    }

    private void Prove(Process process, Stamp stamp, string what)
    {
        if (stamp <= _proven.GetValueOrDefault(process) || process.Machine.IsTainted)
        {
            return;
        }

        var stored = Journal.Recover(process.Machine.Stored.Span);
        var durable = stored.Advertisement?.Stamp ?? default;
        FailUnless(durable >= stamp, () => $"{process} {what} {stamp}; its disk holds {durable}{(stored.Damage is { } damage ? $" ({damage})" : "")}");
        _proven[process] = durable;
    }
}
