using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>What clients and followers of Orleans are told, with every field in use: its bytes, and those bytes read and written again (null: refused).</summary>
internal static class ClientSamples
{
    private static readonly ServerId Alpha = new("alpha");
    private static readonly Stamp Now = new(new Epoch(1_790_000_000_123, Cluster.Boot), 12);
    private static readonly Token Written = new(Alpha, Now);
    private static readonly Instance Orders = new("orders", "alpha", [new Endpoint("http", "10.0.0.17", 8080)], Samples.Details(), null);
    private static readonly Digest SomeDigest = new((UInt128)0x0123456789ABCDEF << 64 | 0xF0);

    public static IReadOnlyDictionary<string, (Func<byte[]> Make, Func<byte[], byte[]?> Again)> All { get; } = new Dictionary<string, (Func<byte[]>, Func<byte[], byte[]?>)>
    {
        ["CallAnswer"] = (
            () => CallAnswerCodec.Encode(new CallAnswer(Refusal.NotReached, "not yet: Käse", Written, new byte[] { 1, 2, 254 })),
            bytes => CallAnswerCodec.TryDecode(bytes, out var answer) ? CallAnswerCodec.Encode(answer) : null),
        ["Resolved"] = (
            () => ResolvedCodec.Encode(Set(), asFresh: false),
            bytes => ResolvedCodec.TryDecode(bytes, out var found) ? ResolvedCodec.Encode(found, asFresh: false) : null),
        ["NameList"] = (
            () => NameListCodec.Encode(new NameList([new NameListItem("shop/orders", 3, false), new NameListItem("shop/eu", 0, true)], "eu", true)),
            bytes => NameListCodec.Decode(bytes) is { } list ? NameListCodec.Encode(list) : null),
        ["Registration"] = (
            () => RegistrationCodec.Encode(new Registration("jobs", "job-7") { Endpoints = [new Endpoint("admin", "::1", 81)], Tags = ["v2"], Zone = "eu-1", Lease = TimeSpan.FromSeconds(40) }),
            bytes => RegistrationCodec.Decode(bytes) is { } registration ? RegistrationCodec.Encode(registration) : null),
        ["WatchStep"] = (
            () => WatchStepCodec.Encode(new WatchStep(true, "feed-7", [new NamingChange(ChangeKind.Hidden, "orders", Orders, Alpha, Now)])),
            bytes => WatchStepCodec.Decode(bytes) is { } step ? WatchStepCodec.Encode(step) : null),
        ["Held"] = (
            () => HeldCodec.Encode([new Held(Written, SomeDigest)]),
            bytes => HeldCodec.Decode(bytes) is { } held ? HeldCodec.Encode(held) : null),
        ["FollowHello"] = Follow(new FollowHello("shop", "alpha")),
        ["FollowOwner"] = Follow(new FollowOwner(Written, false, true, true, [Now with { Version = 1 }], Samples.Delta())),
        ["FollowComplete"] = Follow(new FollowComplete(true, ["alpha", "beta"])),
        ["FollowPulse"] = Follow(new FollowPulse()),
    };

    private static (Func<byte[]>, Func<byte[], byte[]?>) Follow(FollowWord word) =>
        (() => FollowCodec.Encode(word), bytes => FollowCodec.Decode(bytes) is { } read ? FollowCodec.Encode(read) : null);

    private static InstanceSet Set()
    {
        var life = new OwnerLife(new OwnerView(Alpha) { IsStale = true }, Now.Epoch);
        return new InstanceSet([new Binding(new OwnerVersion(life, Now.Version), Orders)]);
    }
}
