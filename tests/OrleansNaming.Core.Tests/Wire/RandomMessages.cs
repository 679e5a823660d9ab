using System.Net;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>Valid messages of every kind from a seed: each field now absent, now small, now at its edge.</summary>
internal sealed class RandomMessages(Random random)
{
    private const string Letters = "abcxyz019-_.";

    public Message Next() => Next(Pick(Enum.GetValues<MessageKind>()));

    public Message Next(MessageKind kind) => kind switch
    {
        MessageKind.Notice => new Notice(Stamp(), Digest(), Pick(Enum.GetValues<OwnerStatus>()), Time(), Coin(), Coin() ? Delta(4) : null),
        MessageKind.Chunk => new Chunk(Stamp(), Digest(), random.Next(5), random.Next(5, 32_768), Bytes(random.Next(1_000))),
        MessageKind.Hello => new Hello(Number()),
        MessageKind.Summary => new Summary(Number(), random.Next(9), random.Next(9, 16_384), Coin(), Coin() ? Holding() : null, Many(9, Holding)),
        MessageKind.Probe => new Probe(Server(), Boot(), Number()),
        MessageKind.ProbeReply => new ProbeReply(Number(), Coin(), Stamp(), Digest()),
        MessageKind.IndirectProbe => new IndirectProbe(Server(), Boot(), Number()),
        MessageKind.IndirectReply => new IndirectReply(Number(), Server(), Boot(), Coin(), Number(), Stamp()),
        MessageKind.Acknowledgement => new Acknowledgement(Stamp()),
        MessageKind.ChangesRequest => new ChangesRequest(Server(), Stamp(), Digest(), Pick(Enum.GetValues<PullMode>())),
        MessageKind.ChangesReply => new ChangesReply(
            Pick(Enum.GetValues<ChangesOutcome>()), Server(), Stamp(), Coin() ? Delta(40) : null, Many(16, Committed), Time()),
        MessageKind.DumpRequest => new DumpRequest(Coin() ? Server() : null),
        MessageKind.DumpReply => new DumpReply(
            Coin(), Many(5, () => new DumpedOwner(Holding(), Delta(9), Many(16, Committed), Time())), Coin() ? Server() : null),
        MessageKind.BucketsRequest => new BucketsRequest([.. Enumerable.Range(0, 256).Select(_ => Number())]),
        MessageKind.BucketsReply => new BucketsReply(Many(20, Holding)),
        MessageKind.GuestRequest => new GuestRequest(
            Pick(Enum.GetValues<GuestAction>()), Name(), Segment(), Number(), Coin() ? Entry() : null),
        MessageKind.GuestReply => new GuestReply(Coin(), Stamp()),
        _ => throw new InvalidOperationException($"no generator for {kind}"),
    };

    public Delta Delta(int lines) => new(
        Coin() ? default : Committed(), Committed(), Pick(Enum.GetValues<OwnerStatus>()), Many(lines, Entry), Many(lines, Key), Digest());

    public Entry Entry() => random.Next(5) switch
    {
        4 => new Instance(Coin() ? Name() : "Käse/a%2Fb%25", Segment(), [], null, new GuestRecord(Number(), Number(), Time()), new BindingTerms(Policy(), Number(), Reference())),
        0 => new Tombstone(Name(), Segment(), Number(), Number(), unchecked((long)Number())),
        1 => new Context(Name()),
        _ => new Instance(
            Name(), Segment(), Many(Limits.Endpoints, Endpoint), Coin() ? Details() : null, Coin() ? new GuestRecord(Number(), Number(), Time()) : null,
            Coin() ? new BindingTerms(Policy(), Math.Max(1, Number()), null) : null),
    };

    private BindingPolicy Policy() => Pick(Enum.GetValues<BindingPolicy>());

    private Reference Reference() => random.Next(3) switch
    {
        0 => OrleansNaming.Reference.Value(Bytes(random.Next(300)), "a/b"),
        1 => OrleansNaming.Reference.Link(Name()),
        _ => OrleansNaming.Reference.Context,
    };

    private InstanceDetails Details() => new(
        Coin() ? Text(0) : null,
        Many(4, () => Text(1)),
        Many(4, () => Text(1)).Distinct().ToDictionary(key => key, _ => Text(0)),
        Pick([0, 1, 2, 65_535]))
    {
        Health = (InstanceHealth)random.Next(3),
        Checks = [.. Many(2, Check)],
    };

    private HealthCheck Check() => new(Text(1), (HealthCheckKind)random.Next(3))
    {
        Target = Coin() ? Text(1) : "",
        Interval = Time(),
        Timeout = Time(),
        Failures = random.Next(101),
        Successes = random.Next(101),
        RemoveAfter = Coin() ? null : TimeSpan.FromTicks(1 + random.Next()),
    };

    private EntryKey Key() => new(Name(), Coin() ? "" : Segment());

    private Endpoint Endpoint() => new(Coin() ? "http" : Segment(), Text(1), random.Next(1, 65_536)) { Scope = (EndpointScope)random.Next(3) };

    private Holding Holding() => new(
        Server(), Stamp(), Digest(), Pick(Enum.GetValues<OwnerState>()), Time(), Number(), Coin() ? Address() : null);

    private PeerAddress Address() => new(new IPAddress(Bytes(Coin() ? 4 : 16)), random.Next(65_536), random.Next(65_536));

    private Stamp Stamp() => Coin() ? default : new Stamp(new Epoch(Number(), Boot()), Number());

    private Stamp Committed() => new(new Epoch(Number(), Boot()), Math.Max(1, Number()));

    private BootId Boot() => new(Wide());

    private Digest Digest() => new(Wide());

    private UInt128 Wide() => ((UInt128)Number() << 64) | Number();

    private ulong Number() => Pick<ulong>([0, 1, 127, 128, ulong.MaxValue, (ulong)random.NextInt64()]);

    private TimeSpan Time() => new(Pick<long>([0, 1, long.MaxValue, random.NextInt64(1L << 40)]));

    private ServerId Server() => new(Segment());

    private string Name() => string.Join('/', Enumerable.Range(0, random.Next(5) == 0 ? 16 : random.Next(1, 4)).Select(_ => Segment()));

    /// <summary>A segment; <c>.</c> and <c>..</c> are none.</summary>
    private string Segment() => RandomLetters() is var text and not ("." or "..") ? text : "x";

    private string RandomLetters() => new([.. Enumerable.Range(0, random.Next(9) == 0 ? 63 : random.Next(1, 9)).Select(_ => Letters[random.Next(Letters.Length)])]);

    private string Text(int min) => string.Concat(Enumerable.Range(0, random.Next(min, 20)).Select(_ => Pick(["a", "Z", " ", "é", "日", "🧀", "\0"])));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private T[] Many<T>(int max, Func<T> make) => [.. Enumerable.Range(0, random.Next(3) == 0 ? max : random.Next(3)).Select(_ => make())];

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private bool Coin() => random.Next(2) == 0;
}
