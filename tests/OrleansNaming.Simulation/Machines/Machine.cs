using System.Net;

namespace OrleansNaming.Simulation.Machines;

/// <summary>A host that runs one server's process at a time: address, disk and clocks outlive the process.</summary>
internal sealed class Machine(World world, int index, ServerId server, MachineClock clock)
{
    /// <summary>Its place in <see cref="World.Machines"/>.</summary>
    public int Index { get; } = index;

    public ServerId Server { get; } = server;

    public MachineClock Clock { get; } = clock;

    public Disk Disk { get; } = new(world);

    /// <summary>What a start would read now.</summary>
    public ReadOnlyMemory<byte> Stored => world.Silos?.Storage.Of(Server).State.Bytes ?? Disk.Durable;

    /// <summary>Whether nothing is promised about that.</summary>
    public bool IsTainted => world.Silos?.Storage.Of(Server).IsTainted ?? Disk.IsTainted;

    /// <summary>Whether a backup was put back, and nobody knows better yet.</summary>
    public bool IsRolledBack
    {
        get => world.Silos?.Storage.Of(Server).IsRolledBack ?? Disk.IsRolledBack;
        set
        {
            if (world.Silos is { } silos)
            {
                silos.Storage.Of(Server).IsRolledBack = value;
            }
            else
            {
                Disk.IsRolledBack = value;
            }
        }
    }

    public PeerAddress Address { get; set; }

    /// <summary>How many processes ran here.</summary>
    public int Lives { get; set; }

    /// <summary>How often it moved.</summary>
    public int Moves { get; set; }

    public IPAddress Host => Address.Host;

    /// <summary>The process that runs here now, or null.</summary>
    public Process? Running { get; set; }

    /// <summary>The process that ran here last, or runs.</summary>
    public Process? Latest { get; set; }

    /// <summary>False: no host answers there, so nothing is refused either.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Taken away for good: nobody starts it again.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Started from a copy of another server's disk, under its name.</summary>
    public bool IsClone { get; init; }

    /// <summary>Another plan owns its next start, so that two faults do not start it twice.</summary>
    public bool IsClaimed { get; set; }

    public override string ToString() => IsClone ? $"{Server}'" : Server.ToString();
}
