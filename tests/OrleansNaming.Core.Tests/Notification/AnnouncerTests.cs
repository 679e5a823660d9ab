using OrleansNaming.Advertising;
using OrleansNaming.Log;
using OrleansNaming.Notification;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Notification;

/// <summary>Rules 4 and 5: when a notice goes out and what it carries.</summary>
public sealed class AnnouncerTests
{
    private const int Burst = 512;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly Epoch Life = new(1, new BootId(1));

    private readonly ChangeLog _log = new();
    private readonly RecordedStep _step = new();
    private Advertisement _current = AdvertisementFold.Nothing(new ServerId("alpha"));

    [Fact]
    [Row("B2")]
    public void The_first_change_is_announced_at_once_with_the_change_itself()
    {
        var announcer = Opened(AdvertPayload.Delta);

        announcer.Changed(Change("orders"), acknowledgementWanted: false, _step);

        var notice = Last();
        Assert.Equal((_current.Stamp, _current.Digest), (notice.Stamp, notice.Digest));
        Assert.Equal(1UL, notice.Inline!.Base.Version);
        Assert.Equal("orders", Assert.Single(notice.Inline.Puts).Name);
    }

    [Theory]
    [Row("B2")]
    [InlineData(AdvertPayload.Delta)]
    [InlineData(AdvertPayload.Full)]
    public void A_state_is_repeated_without_its_change_after_95_to_100_hundredths_of_T(AdvertPayload payload)
    {
        var announcer = Opened(payload);
        for (var i = 0; i < 100; i++)
        {
            var sentAt = _step.Now.Monotonic;
            Assert.InRange(announcer.DueAt - sentAt, Interval * 0.95, Interval);

            announcer.Tick(_current, acknowledgementWanted: false, _step.At(announcer.DueAt));

            Assert.Equal((_current.Stamp, null), (Last().Stamp, Last().Inline));
        }
    }

    [Fact]
    [Row("B2")]
    public void What_the_pacing_holds_back_goes_out_10_ms_later_in_one_notice()
    {
        var announcer = Opened(AdvertPayload.Delta);
        for (var i = 1; i < Burst; i++)
        {
            announcer.Changed(Change($"s{i}"), acknowledgementWanted: false, _step);
        }

        Assert.Equal(Burst, _step.Multicasts.Count);
        announcer.Changed(Change("late-1"), acknowledgementWanted: false, _step);
        announcer.Changed(Change("late-2"), acknowledgementWanted: false, _step);
        Assert.Equal(Burst, _step.Multicasts.Count);
        Assert.Equal(_step.Now.Monotonic + TimeSpan.FromMilliseconds(10), announcer.DueAt);

        announcer.Tick(_current, acknowledgementWanted: false, _step.At(announcer.DueAt));

        Assert.Equal(Burst + 1, _step.Multicasts.Count);
        Assert.Equal(_current.Stamp, Last().Stamp);
        Assert.Equal(["late-1", "late-2"], Last().Inline!.Puts.Select(put => put.Name));
    }

    [Fact]
    [Row("B12")]
    public void The_payload_is_the_stamp_the_change_or_the_whole_list()
    {
        foreach (var (payload, names) in new (AdvertPayload, string[]?)[] { (AdvertPayload.VersionOnly, null), (AdvertPayload.Delta, ["b"]), (AdvertPayload.Full, ["a", "b"]) })
        {
            _current = AdvertisementFold.Nothing(new ServerId("alpha"));
            var announcer = Opened(payload);
            announcer.Changed(Change("a"), acknowledgementWanted: false, _step);
            announcer.Changed(Change("b"), acknowledgementWanted: false, _step);

            Assert.Equal(names, Last().Inline?.Puts.Select(put => put.Name));
            Assert.Equal(payload == AdvertPayload.Full, Last().Inline?.Base.IsNone ?? false);
        }
    }

    [Fact]
    [Row("B12")]
    public void A_list_above_one_datagram_goes_in_chunks_each_within_one()
    {
        var announcer = Opened(AdvertPayload.Full);
        var names = Enumerable.Range(0, 200).Select(i => $"service-{i:d3}").ToArray();

        _step.Multicasts.Clear();
        announcer.Changed(Change(names), acknowledgementWanted: false, _step);

        var chunks = _step.Multicasts.Cast<Chunk>().ToList();
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk.Index));
        Assert.All(chunks, chunk => Assert.Equal((_current.Stamp, chunks.Count), (chunk.Stamp, chunk.Count)));
        Assert.All(chunks, chunk => Assert.InRange(chunk.Bytes.Length, 1, ChunkedList.PieceBytes));
        Assert.True(DeltaCodec.TryDecode(chunks.SelectMany(chunk => chunk.Bytes.ToArray()).ToArray(), out var full));
        Assert.Equal(names, full!.Puts.Select(put => put.Name));
    }

    private Announcer Opened(AdvertPayload payload)
    {
        var announcer = new Announcer(() => Interval, payload, _log);
        announcer.Changed(Change(), acknowledgementWanted: false, _step);
        return announcer;
    }

    private Notice Last() => (Notice)_step.Multicasts[^1];

    private Advertisement Change(params string[] names)
    {
        var puts = names.Select(name => (Entry)new Instance(name, "alpha", [], null, null)).ToList();
        var stamp = _current.Stamp.IsNone ? new Stamp(Life, 1) : _current.Stamp.Next();
        (_current, var delta) = AdvertisementFold.Advance(_current, stamp, OwnerStatus.Serving, puts, []);
        _log.Append(delta, DeltaCodec.Length(delta));
        return _current;
    }
}
