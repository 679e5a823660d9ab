using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>At each cap an entry is read; one above it the whole message is refused.</summary>
public class CapTests
{
    private static readonly Stamp Now = new(new Epoch(1, Cluster.Boot), 1);

    [Fact]
    public void Endpoints() => AssertCap(Limits.Endpoints, count => Instance(endpoints: [.. Enumerable.Range(1, count).Select(port => new Endpoint("http", "h", port))]));

    [Fact]
    public void Tags() => AssertCap(Limits.Tags, count => Instance(tags: [.. Enumerable.Range(0, count).Select(index => $"t{index:d2}")]));

    [Fact]
    public void Metadata_keys() => AssertCap(Limits.MetadataKeys, count => Instance(metadata: Enumerable.Range(0, count).ToDictionary(index => $"k{index}", _ => "")));

    [Fact]
    public void Metadata_bytes_counted_as_UTF8()
    {
        AssertCap(Limits.MetadataBytes, count => Instance(metadata: new() { ["a"] = new string('x', count - 1) }));
        AssertCap(Limits.MetadataBytes / 2, count => Instance(metadata: new() { ["é"] = new string('é', count - 1) }));
        AssertCap(Limits.MetadataBytes, count => Instance(metadata: new() { ["a"] = new string('x', 4_000), ["b"] = new string('y', count - 4_002) }));
    }

    [Fact]
    public void Lengths_of_texts_counted_in_characters()
    {
        AssertCap(Limits.TextLength, count => Instance(tags: [new string('日', count)]));
        AssertCap(Limits.TextLength, count => Instance(zone: new string('z', count)));
        AssertCap(Limits.TextLength, count => Instance(metadata: new() { [new string('k', count)] = "" }));
        AssertCap(Limits.TextLength, count => Instance(endpoints: [new Endpoint("http", new string('h', count), 1)]));
    }

    [Fact]
    public void Names()
    {
        AssertCap(NamePath.SegmentLengthMax, count => Instance(name: new string('n', count)));
        AssertCap(NamePath.DepthMax, count => Instance(name: string.Join('/', Enumerable.Repeat("s", count))));
        AssertCap(NamePath.SegmentLengthMax, count => Instance(id: new string('i', count)));
        AssertCap(NamePath.SegmentLengthMax, count => Instance(endpoints: [new Endpoint(new string('e', count), "h", 1)]));
        AssertCap(1, count => Instance(name: string.Join('/', Enumerable.Repeat(new string('s', 63), 16)) + new string('s', count - 1)));
    }

    [Fact]
    public void Numbers()
    {
        AssertCap(65_535, port => Instance(endpoints: [new Endpoint("http", "h", port)]));
        AssertCap(65_535, weight => new Instance("n", "i", [], InstanceDetails.None with { Weight = weight }, null));
    }

    [Theory]
    [InlineData("Upper", "i", "h")]
    [InlineData("a//b", "i", "h")]
    [InlineData("", "i", "h")]
    [InlineData("é", "i", "h")]
    [InlineData("n", "", "h")]
    [InlineData("n", "a/b", "h")]
    [InlineData("n", "i", "")]
    public void What_is_no_name_is_refused(string name, string id, string host) =>
        Assert.False(TryDecode(new Instance(name, id, [new Endpoint("http", host, 1)], null, null)));

    [Fact]
    public void Odd_entries_are_refused()
    {
        Assert.False(TryDecode(Instance(endpoints: [new Endpoint("http", "h", 0)])));
        Assert.False(TryDecode(Instance(tags: [""])));
        Assert.False(TryDecode(Instance(metadata: new() { [""] = "" })));
        Assert.False(TryDecode(new Tombstone("n", "", 1, 1, 1)));
    }

    [Fact]
    public void Lines_of_a_delta()
    {
        var few = Enumerable.Repeat<Entry>(new Context("c"), DeltaCodec.LinesMax).ToArray();

        Assert.True(TryDecode(few));
        Assert.False(TryDecode([.. few, few[0]]));
    }

    [Fact]
    public void A_chain_is_written_up_to_its_cap_and_read_up_to_its_cap()
    {
        var chain = Enumerable.Range(1, 17).Select(version => Now with { Version = (ulong)version }).ToArray();
        var reply = new ChangesReply(ChangesOutcome.Snapshot, new ServerId("a"), Now, null, chain, default);
        var envelope = Cluster.Open(Cluster.NewSealer(Keyring.Empty).Seal(reply), Keyring.Empty);
        Assert.Equal(chain[..16], ((ChangesReply)envelope.Message).Inherits);

        var writer = new WireWriter([]);
        writer.Text(2, "a");
        foreach (var stamp in chain)
        {
            OrleansNaming.Wire.Codecs.StampCodec.Write(ref writer, 5, stamp);
        }

        Assert.Null(OrleansNaming.Wire.Codecs.ChangesReplyCodec.Read(writer.Written));
    }

    private static void AssertCap(int cap, Func<int, Entry> make)
    {
        Assert.True(TryDecode(make(cap)), $"{cap} is allowed");
        Assert.False(TryDecode(make(cap + 1)), $"{cap + 1} is above the cap");
    }

    private static bool TryDecode(params Entry[] entries) =>
        DeltaCodec.TryDecode(DeltaCodec.Encode(new Delta(default, Now, OwnerStatus.Serving, entries, [], default)), out _);

    private static Instance Instance(
        string name = "n", string id = "i", Endpoint[]? endpoints = null, string[]? tags = null, Dictionary<string, string>? metadata = null, string? zone = null) =>
        new(name, id, endpoints ?? [], new InstanceDetails(zone, tags ?? [], metadata ?? [], 1), null);
}
