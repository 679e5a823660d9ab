using System.Net;
using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Networking;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Faults;

/// <summary>
/// A hostile sender on the network that holds no key. It forges notices and greetings of servers that exist and of thousands that do not,
/// sends garbage, and plays back what it recorded, from its own address or from the sender's. In a cluster without keys it forges only
/// strangers: there nothing can protect a name.
/// </summary>
internal sealed class Attacker(World world) : Nemesis(world)
{
    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.66");
    private static readonly Keyring WrongKeys = new([(1, new byte[32])]);
    private int _names;

    public override void Begin()
    {
        Every(Options.ForgeEvery, Forge);
        Every(Options.ReplayEvery, Replay);
    }

    private void Forge()
    {
        if (PickRunning() is not { } victim)
        {
            return;
        }

        var bytes = Dice.Below(4) switch
        {
            0 => Garbage(),
            1 when Options.Keys => ForgedNotice(Dice.Pick(World.Machines).Server, Fault.ForgedNotice),
            _ => ForgedNotice(new ServerId($"evil-{_names++}"), Fault.ForgedOwner),
        };
        Inject(Home, victim, bytes);
    }

    private void Inject(IPAddress source, Machine victim, ReadOnlyMemory<byte> bytes)
    {
        World.Oracle.Find<BoundedReaction>().FromStrangers++;
        World.Network.Inject(source, victim, bytes);
    }

    private ReadOnlyMemory<byte> Garbage()
    {
        World.Counters.Strike(Fault.Garbage);
        var bytes = new byte[Dice.Below(1_400)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Dice.Next();
        }

        return bytes;
    }

    private ReadOnlyMemory<byte> ForgedNotice(ServerId server, Fault fault)
    {
        World.Counters.Strike(fault);
        var boot = new BootId(Dice.Bits128());
        var sealer = new Sealer(World.Cluster, server, boot, 7_610, 7_601, Options.Keys && Dice.Chance(0.5) ? WrongKeys : Keyring.Empty);
        var stamp = new Stamp(new Epoch(Dice.Next() >> Dice.Below(64), boot), 1 + (ulong)Dice.Below(9));
        var digest = new Digest(Dice.Bits128());
        Message message = Dice.Chance(0.8)
            ? new Notice(stamp, digest, (OwnerStatus)Dice.Below(3), Options.Interval, Dice.Chance(0.2), Dice.Chance(0.3) ? Full(server, stamp, digest) : null)
            : new Hello(Dice.Next());
        return sealer.Seal(message);
    }

    private static Delta Full(ServerId server, Stamp stamp, Digest digest) =>
        new(default, stamp, OwnerStatus.Serving, [new Instance("orders", server.Value, [new Endpoint("http", "203.0.113.66", 80)], null, null)], [], digest);

    private void Replay()
    {
        if (World.Network.Tap.Count == 0 || PickRunning() is not { } victim)
        {
            return;
        }

        var recording = World.Network.Tap.Pick(Dice);
        if (World.Now - recording.At < Network.SlowestDatagram)
        {
            // Who can also hold up the original is no replayer: he relays, and an echo through him is an echo.
            return;
        }

        if (!recording.Sender.IsAlive && victim.Running!.Heard.GetValueOrDefault(recording.Sender) <= recording.At)
        {
            // Never delivered there, and nothing later either: that is a datagram held up, which nothing without a clock can tell from a beat.
            return;
        }

        World.Counters.Strike(recording.Sender.IsAlive ? Fault.Replay : Fault.StaleReplay);
        Inject(Dice.Chance(0.5) ? recording.Sender.Machine.Host : Home, victim, recording.Bytes);
    }
}
