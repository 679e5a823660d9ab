using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>
/// A length is believed only as far as the bytes reach. What remains is the size of objects in memory against their shortest bytes; an
/// authentic sender that makes the most of it is held to a factor (33 measured, for holdings; 20 for metadata).
/// </summary>
[Collection(MeasuresAllocation.Name)]
public class AllocationTests
{
    private const int FactorMax = 36;

    private static readonly Stamp Now = new(new Epoch(1, Cluster.Boot), 1);

    public static TheoryData<string> Densest => ["instances", "metadata", "endpoints", "tags", "tombstones", "contexts", "removes", "holdings"];

    [Theory]
    [MemberData(nameof(Densest))]
    public void The_densest_message_takes_a_bounded_multiple_of_its_bytes(string what)
    {
        var bytes = Cluster.NewSealer(Keyring.Empty).Seal(Make(what));
        Cluster.Open(bytes, Keyring.Empty);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Cluster.TryOpen(bytes, Keyring.Empty, out _);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated <= (long)FactorMax * bytes.Length, $"{what}: {allocated} for {bytes.Length}, {allocated / bytes.Length} times");
    }

    [Theory]
    [InlineData("05ffffffff0f")] // a stamp of 4 GiB
    [InlineData("19ffffffff07")] // a delta of 2 GiB
    [InlineData("190611ffffffff07")] // an entry of 2 GiB in a delta of 6 bytes
    [Lesson(28)]
    public void A_length_beyond_the_end_allocates_nothing(string hex)
    {
        var payload = Convert.FromHexString(hex);
        OrleansNaming.Wire.Codecs.NoticeCodec.Read(payload);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var notice = OrleansNaming.Wire.Codecs.NoticeCodec.Read(payload);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64);
        Assert.Null(notice);
    }

    private static Message Make(string what) => what switch
    {
        "instances" => Puts(index => new Instance(Name(index), Name(index + 1), [], null, null)),
        "metadata" => Puts(index => new Instance(Name(index), "i", [], InstanceDetails.None with { Metadata = new Dictionary<string, string> { [Name(index)] = "" } }, null)),
        "endpoints" => Puts(index => new Instance(Name(index), "i", [new Endpoint(Name(index), Name(index), 1)], null, null)),
        "tags" => Puts(index => new Instance(Name(index), "i", [], InstanceDetails.None with { Tags = [Name(index), "b"] }, null)),
        "tombstones" => Puts(index => new Tombstone(Name(index), "i", 1, 1, 1)),
        "contexts" => Puts(index => new Context(Name(index))),
        "removes" => new ChangesReply(ChangesOutcome.Delta, new ServerId("a"), Now, Of([], [.. Enumerable.Range(0, 10_000).Select(index => new EntryKey(Name(index), "i"))]), [], default),
        _ => new BucketsReply([.. Enumerable.Range(0, 10_000).Select(index => new Holding(new ServerId(Name(index)), default, default, OwnerState.Unheard, default, 0, null))]),
    };

    private static ChangesReply Puts(Func<int, Entry> make) =>
        new(ChangesOutcome.Snapshot, new ServerId("a"), Now, Of([.. Enumerable.Range(0, 10_000).Select(make)], []), [], default);

    private static Delta Of(Entry[] puts, EntryKey[] removes) => new(default, Now, OwnerStatus.Serving, puts, removes, default);

    // One or two letters: the shortest texts that the pool cannot share all of.
    private static string Name(int index) => ((char)('a' + (index % 26))).ToString() + (index % 2 == 0 ? "" : (char)('a' + (index / 26 % 26)));
}
