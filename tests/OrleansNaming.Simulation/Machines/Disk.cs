using OrleansNaming.Node;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Faults;

namespace OrleansNaming.Simulation.Machines;

/// <summary>
/// One server's store. Bytes are durable when a sync ends; a crash loses what was not, or tears the last write at any byte. A failed
/// sync leaves the outcome open: none, some or all of the bytes may be there (PostgreSQL's "fsyncgate", 2018).
/// </summary>
internal sealed class Disk(World world)
{
    private readonly Queue<PendingWrite> _pending = new();
    private readonly Prng _dice = world.DiskDice;
    private byte[] _bytes = new byte[256];
    private int _length;
    private byte[] _backup = [];
    private TimeSpan _busyUntil;

    /// <summary>What a start would read now.</summary>
    public ReadOnlyMemory<byte> Durable => _bytes.AsMemory(0, _length);

    /// <summary>Whether a fault changed durable bytes since they were written: then nothing is promised about them.</summary>
    public bool IsTainted { get; private set; }

    /// <summary>Whether a backup was put back, and no process that started from it heard from others what it missed.</summary>
    public bool IsRolledBack { get; set; }

    public TimeSpan FullUntil { get; set; }

    public TimeSpan ReadOnlyUntil { get; set; }

    public void Write(Process by, Persist what)
    {
        _pending.Enqueue(new PendingWrite(by, what));
        var latency = world.Options.Sync * _dice.Between(0.5, 2);
        if (world.FaultsOn && _dice.Chance(world.Options.SlowSync))
        {
            world.Counters.Strike(Fault.SlowSync);
            latency = TimeSpan.FromSeconds(_dice.Between(0.2, 10));
        }

        _busyUntil = (_busyUntil > world.Now ? _busyUntil : world.Now) + latency;
        world.At(_busyUntil, () => Complete(by));
    }

    /// <summary>The machine lost power, or the process died between write and sync.</summary>
    public void Crash()
    {
        var whole = _dice.Below(_pending.Count + 1);
        while (_pending.TryDequeue(out var write))
        {
            if (whole-- > 0)
            {
                Apply(write.What, write.What.Bytes.Length);
                continue;
            }

            // Lost whole as often as torn.
            var torn = write.What.Replace || _dice.Chance(0.5) ? 0 : _dice.Below(write.What.Bytes.Length);
            world.Counters.Strike(torn > 0 ? Fault.TornWrite : Fault.UnsyncedLost);
            Apply(write.What with { Replace = false }, torn);
            break;
        }

        _pending.Clear();
        _busyUntil = world.Now;
    }

    public void TakeBackup() => _backup = Durable.ToArray();

    public void RestoreBackup()
    {
        Load(_backup, tainted: true);
        IsRolledBack = true;
    }

    public void Wipe()
    {
        Load([], tainted: true);
        IsRolledBack = false;
    }

    public void CopyFrom(Disk other)
    {
        Load(other.Durable.ToArray(), tainted: false);
        IsRolledBack = other.IsRolledBack;
    }

    public void FlipBit()
    {
        if (_length > 0)
        {
            world.Counters.Strike(Fault.DiskFlip);
            _bytes[_dice.Below(_length)] ^= (byte)(1 << _dice.Below(8));
            IsTainted = true;
        }
    }

    /// <summary>A new process read it: from here on its writes are promised again.</summary>
    public void Trust() => IsTainted = false;

    private void Complete(Process by)
    {
        // The process whose write this was may have crashed, and its writes with it.
        if (!_pending.TryPeek(out var write) || write.By != by)
        {
            return;
        }

        _pending.Dequeue();
        if (Trouble(write.What) is { } message)
        {
            world.Step(by, new PersistFailed(write.What.Id, message));
            return;
        }

        Apply(write.What, write.What.Bytes.Length);
        world.Step(by, new Persisted(write.What.Id));
    }

    private string? Trouble(Persist what)
    {
        if (world.Now < ReadOnlyUntil)
        {
            world.Counters.Strike(Fault.DiskReadOnly);
            return "read-only file system";
        }

        if (world.Now < FullUntil)
        {
            world.Counters.Strike(Fault.DiskFull);
            Apply(what with { Replace = false }, what.Replace ? 0 : _dice.Below(what.Bytes.Length));
            return "no space left on device";
        }

        if (world.FaultsOn && _dice.Chance(world.Options.FailedSync))
        {
            world.Counters.Strike(Fault.FailedSync);
            Fail(what);
            return "input/output error on fsync";
        }

        return null;
    }

    private void Fail(Persist what)
    {
        var length = what.Bytes.Length;
        var all = _dice.Chance(0.5);
        Apply(all ? what : what with { Replace = false }, all ? length : what.Replace ? 0 : _dice.Below(length));
    }

    private void Apply(Persist what, int length)
    {
        if (what.Replace)
        {
            _length = 0;
        }

        if (_length + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
        }

        what.Bytes.Span[..length].CopyTo(_bytes.AsSpan(_length));
        _length += length;
    }

    private void Load(byte[] bytes, bool tainted)
    {
        _pending.Clear();
        _bytes = bytes.Length == 0 ? new byte[256] : [.. bytes];
        _length = bytes.Length;
        IsTainted = tainted;
    }
}
