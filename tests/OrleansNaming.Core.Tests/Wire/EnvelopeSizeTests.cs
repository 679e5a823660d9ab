using OrleansNaming.Notification;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>What a notice and a chunk keep free for their envelope is enough for the longest one.</summary>
public class EnvelopeSizeTests
{
    private static readonly Stamp Longest = new(new Epoch(Limits.IncarnationMax, new BootId(UInt128.MaxValue)), ulong.MaxValue);
    private static readonly Digest AnyDigest = new(UInt128.MaxValue);

    [Fact]
    public void The_largest_piece_fits_into_a_datagram() =>
        AssertFits(new Chunk(Longest, AnyDigest, ChunkedList.PiecesMax - 1, ChunkedList.PiecesMax, new byte[ChunkedList.PieceBytes]));

    [Fact]
    [Lesson(26)]
    public void The_largest_inline_change_fits_into_a_datagram()
    {
        var delta = Grown();
        Assert.InRange(DeltaCodec.Length(delta), ChunkedList.PieceBytes, ChunkedList.PieceBytes);
        AssertFits(new Notice(Longest, AnyDigest, OwnerStatus.Left, TimeSpan.FromMinutes(1), true, delta));
    }

    private static Delta Grown()
    {
        var delta = new Delta(Longest, Longest, OwnerStatus.Left, [], [], AnyDigest);
        while (ChunkedList.PieceBytes - DeltaCodec.Length(delta) is > 0 and var room)
        {
            var name = new string('n', room <= 67 ? room - 4 : 50);
            delta = delta with { Removes = [.. delta.Removes, new EntryKey(name, "")] };
        }

        return delta;
    }

    private static void AssertFits(Message message)
    {
        var sealer = new Sealer(Cluster.Name, new ServerId(new string('s', NamePath.SegmentLengthMax)), Cluster.Boot, 65_535, 65_535, Cluster.Keys);

        Assert.InRange(sealer.Seal(message).Length, 0, Limits.DatagramBytes);
    }
}
