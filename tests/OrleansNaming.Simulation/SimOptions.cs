using System.Globalization;
using System.Reflection;
using System.Text;

namespace OrleansNaming.Simulation;

/// <summary>
/// Everything that a world is made of; a seed makes one (<see cref="Swarm"/>). A wait of <see cref="TimeSpan.Zero"/> and a probability
/// of 0 mean that the fault is off.
/// </summary>
internal sealed record SimOptions
{
    public ulong Seed { get; init; }

    public SimEngine Engine { get; init; }

    // The cluster.
    public int Servers { get; init; } = 4;
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);
    public AdvertPayload Payload { get; init; }
    public JoinMode JoinMode { get; init; }
    public bool Keys { get; init; } = true;

    /// <summary>False: a network that drops all multicast, so hosts send each notice to every seed.</summary>
    public bool Multicast { get; init; } = true;

    /// <summary>All servers behind one address, told apart by their ports, as "naming up" starts them.</summary>
    public bool OneHost { get; init; }
    public bool Seeds { get; init; }

    /// <summary>All start at once; else one after the other.</summary>
    public bool Herd { get; init; } = true;

    /// <summary>How long faults strike; the healed part follows.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Servers of which only some others may hear (row E36).</summary>
    public int Narrowed { get; init; }

    // The network.
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(2);
    public double LongDelay { get; init; }
    public double Loss { get; init; }

    /// <summary>The share of time that a link spends in its bad state (Gilbert 1960, Elliott 1963), where it loses 9 of 10.</summary>
    public double BurstLoss { get; init; }
    public double Duplicate { get; init; }
    public double Reorder { get; init; }
    public double DatagramFlip { get; init; }
    public double DatagramTruncation { get; init; }
    public TimeSpan PartitionEvery { get; init; }
    public TimeSpan PartitionLasts { get; init; } = TimeSpan.FromSeconds(20);
    public double CallSlow { get; init; }
    public double CallLost { get; init; }
    public double CallBroken { get; init; }

    /// <summary>The share of lists, in answers and notices, with a bit flipped that the transport's own sum missed. Only without keys: a sealed one would not open.</summary>
    public double ListFlip { get; init; }
    public double AddressChange { get; init; }

    // Processes.
    public TimeSpan CrashEvery { get; init; }
    public TimeSpan PauseEvery { get; init; }
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromSeconds(120);
    public TimeSpan LeaveEvery { get; init; }
    public TimeSpan RestartLoopEvery { get; init; }
    public TimeSpan FullRestartEvery { get; init; }
    public TimeSpan CloneEvery { get; init; }
    public double WithoutDisk { get; init; }
    public double WithOldDisk { get; init; }

    // Disks.
    public TimeSpan Sync { get; init; } = TimeSpan.FromMilliseconds(2);
    public double SlowSync { get; init; }
    public double FailedSync { get; init; }
    public double DiskFlip { get; init; }
    public TimeSpan DiskTroubleEvery { get; init; }

    // Orleans.
    public double? NoticesPerSecondMax { get; init; }

    /// <summary>The share of calls of a grain that find no entry in the directory though there is one: a second activation.</summary>
    public double DuplicateActivation { get; init; }
    public double GrainReplyLost { get; init; }
    public double StorageThrows { get; init; }
    public double StorageReplyLost { get; init; }
    public double StorageHangs { get; init; }
    public TimeSpan StorageBackupEvery { get; init; }
    public TimeSpan StorageDownEvery { get; init; }

    // Clocks.
    public double Drift { get; init; } = 0.000_1;
    public TimeSpan WallJumpEvery { get; init; }

    // Hostile senders.
    public TimeSpan ForgeEvery { get; init; }
    public TimeSpan ReplayEvery { get; init; }

    // Clients.
    public TimeSpan ChangeEvery { get; init; } = TimeSpan.FromSeconds(2);
    public int Services { get; init; } = 4;

    /// <summary>Extra bytes of metadata in some services, so that a change does not fit into a notice.</summary>
    public int Ballast { get; init; }
    public int Guests { get; init; } = 4;

    /// <summary>The share of guests that send no heartbeats: they stay until their clients take them out.</summary>
    public double LastingGuests { get; init; }
    public TimeSpan GuestLease { get; init; } = TimeSpan.FromSeconds(12);
    public TimeSpan GuestLifetime { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>All of it, one line a value: a failure prints it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var property in typeof(SimOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            text.Append(text.Length == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{property.Name}={property.GetValue(this)}");
        }

        return text.ToString();
    }
}
