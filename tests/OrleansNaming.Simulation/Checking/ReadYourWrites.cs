using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S8: where the stamp of a write's token has been reached, the write is seen: at the owner when it answers, at any reader from then on.
/// Each server's clients write one line at a time, so the last acknowledged write of a line is the one that counts.
/// </summary>
internal sealed class ReadYourWrites(World world) : Checker(world)
{
    private readonly Dictionary<(Process Owner, EntryKey Line), (Stamp Stamp, Change Change)> _writes = [];

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        foreach (var output in outputs)
        {
            if (output is Completed { Refusal: Refusal.None } completed && process.Asked.TryGetValue(completed.Ticket, out var change)
                && LineOf(process, change) is { } line)
            {
                _writes[(process, line)] = (completed.Token.Stamp, change);
                Check(process, process, line, completed.Token.Stamp, change);
            }
        }
    }

    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now)
    {
        if (reader.Server == now.Server)
        {
            return;
        }

        // One line a version is enough: the lists themselves are compared by DeltaChain.
        foreach (var binding in now.Entries)
        {
            if (binding is Instance { Guest: null } && OwnerOf(now) is { } owner && _writes.TryGetValue((owner, new EntryKey(binding)), out var write)
                && write.Stamp <= now.Stamp)
            {
                Check(reader, owner, new EntryKey(binding), write.Stamp, write.Change);
                return;
            }
        }
    }

    private Process? OwnerOf(Advertisement list)
    {
        foreach (var machine in World.Machines)
        {
            if (machine.Running is { } process && process.Boot == list.Stamp.Epoch.Boot)
            {
                return process;
            }
        }

        return null;
    }

    private void Check(Process reader, Process owner, EntryKey line, Stamp stamp, Change change)
    {
        var list = reader.Node.Replica.Find(owner.Server)?.Advertisement;
        if (list is null || list.Stamp < stamp || list.Stamp.Epoch != stamp.Epoch)
        {
            FailUnless(reader != owner, () => $"{owner} acknowledges {change} as {stamp} and shows {list?.Stamp}");
            return;
        }

        if (list.Status == OwnerStatus.Left)
        {
            return; // Its goodbye withdrew everything, perhaps in the very version that it shared with the write.
        }

        var found = list.Entries.Find(line);
        var seen = change switch
        {
            Bind bind => found is Instance { Guest: null } instance && EntryEquality.SameContent(instance, bind.Registration),
            Unbind or DestroyContext => found is null,
            CreateContext => found is Context,
            _ => true,
        };
        FailUnless(seen, () => $"{reader} has reached {stamp} of {owner.Server} (shows {list.Stamp}) and does not show {change}: it shows {found?.ToString() ?? "nothing"}");
    }

    private static EntryKey? LineOf(Process process, Change change) => change switch
    {
        Bind bind => new EntryKey(bind.Registration.Name, bind.Registration.InstanceId),
        Unbind unbind => new EntryKey(unbind.Name, unbind.InstanceId),
        CreateContext create => new EntryKey(create.Name, ""),
        DestroyContext destroy => new EntryKey(destroy.Name, ""),
        _ => null,
    };
}
