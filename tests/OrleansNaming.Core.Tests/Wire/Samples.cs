using System.Net;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>One message of each kind, with every field in use: what the golden vectors hold.</summary>
internal static class Samples
{
    private static readonly ServerId Alpha = new("alpha");
    private static readonly ServerId Beta = new("beta_2.example");
    private static readonly BootId OtherBoot = new((UInt128)0xFEDC << 112);
    private static readonly Stamp Now = new(new Epoch(1_790_000_000_123, Cluster.Boot), 12);
    private static readonly Digest SomeDigest = new((UInt128)0x0123456789ABCDEF << 64 | 0xF0);

    public static IReadOnlyDictionary<MessageKind, Message> All { get; } = new Dictionary<MessageKind, Message>
    {
        [MessageKind.Notice] = new Notice(Now, SomeDigest, OwnerStatus.Draining, TimeSpan.FromMilliseconds(300), true, Delta()),
        [MessageKind.Chunk] = new Chunk(Now, SomeDigest, 2, 5, new byte[] { 0, 1, 254, 255 }),
        [MessageKind.Hello] = new Hello(0x1122334455667788),
        [MessageKind.Summary] = new Summary(7, 1, 3, true, HoldingOf(Alpha), [HoldingOf(Alpha), HoldingOf(Beta, "2001:db8::17")]),
        [MessageKind.Probe] = new Probe(Alpha, OtherBoot, ulong.MaxValue),
        [MessageKind.ProbeReply] = new ProbeReply(1, true, Now, SomeDigest),
        [MessageKind.IndirectProbe] = new IndirectProbe(Beta, OtherBoot, 2),
        [MessageKind.IndirectReply] = new IndirectReply(3, Beta, OtherBoot, true, 1_000, Now),
        [MessageKind.Acknowledgement] = new Acknowledgement(Now),
        [MessageKind.ChangesRequest] = new ChangesRequest(Alpha, Now, SomeDigest, PullMode.Snapshot),
        [MessageKind.ChangesReply] = new ChangesReply(ChangesOutcome.Delta, Alpha, Now, Delta(), Chain(), TimeSpan.FromSeconds(1)),
        [MessageKind.DumpRequest] = new DumpRequest(Alpha),
        [MessageKind.DumpReply] = new DumpReply(true, [new DumpedOwner(HoldingOf(Beta), Delta() with { Base = default }, Chain(), TimeSpan.FromSeconds(2))], Beta),
        [MessageKind.BucketsRequest] = new BucketsRequest([.. Enumerable.Range(0, 256).Select(i => (ulong)i * 0x0101010101010101)]),
        [MessageKind.BucketsReply] = new BucketsReply([HoldingOf(Alpha)]),
        [MessageKind.GuestRequest] = new GuestRequest(GuestAction.TakeOver, "shop/eu/orders", "guest-9", 4, Guest()),
        [MessageKind.GuestReply] = new GuestReply(true, Now),
    };

    public static Delta Delta() => new(
        Now with { Version = 11 },
        Now,
        OwnerStatus.Draining,
        [
            new Instance("orders", "alpha", [new Endpoint("http", "10.0.0.17", 8080), new Endpoint("grpc", "2001:db8::17", 65_535)], Details(), null),
            new Instance("presence", "alpha", [], null, null),
            Guest(),
            new Tombstone("shop/eu/orders", "guest-8", 5, 2, 1_790_000_000_456),
            new Context("shop/empty"),
        ],
        [new EntryKey("old", "alpha"), new EntryKey("shop/gone", "")],
        SomeDigest);

    public static InstanceDetails Details() =>
        new("eu-1", ["blue", "v2"], new Dictionary<string, string> { ["empty"] = "", ["team"] = "Käse 🧀" }, 0);

    private static Instance Guest() => new(
        "shop/eu/orders", "guest-9", [new Endpoint("http", "orders.example", 80)], null, new GuestRecord(4, 3, TimeSpan.FromSeconds(30)));

    private static Stamp[] Chain() => [Now with { Version = 1 }, new Stamp(new Epoch(1_780_000_000_000, OtherBoot), 99)];

    private static Holding HoldingOf(ServerId server, string host = "192.0.2.17") =>
        new(server, Now, SomeDigest, OwnerState.Suspect, TimeSpan.FromSeconds(3.5), 1_234, new PeerAddress(IPAddress.Parse(host), 7610, 7600));
}
