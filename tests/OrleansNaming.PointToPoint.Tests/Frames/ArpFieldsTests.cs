using OrleansNaming.PointToPoint.Frames;

namespace OrleansNaming.PointToPoint.Tests.Frames;

[Row("M12")]
public sealed class ArpFieldsTests
{
    [Fact]
    public void Random_frames_survive_the_round_trip()
    {
        var random = new Random(312);
        var frame = new byte[ArpFields.FrameLength];
        for (var i = 0; i < Effort.Cases(10_000); i++)
        {
            var fields = new ArpFields(
                Mac(random), Mac(random), random.Next(2) == 0 ? ArpType.Request : ArpType.Response,
                (uint)random.NextInt64(1L << 32), Mac(random), (uint)random.NextInt64(1L << 32), Mac(random));

            Assert.True(fields.TryWrite(frame));
            Assert.True(ArpFields.TryRead(frame, out var read));
            Assert.Equal(fields, read);
        }
    }

    /// <summary>RFC 826's packet of FIG 6, row 630, written by hand: the codec's idea of where a field stands is not asked.</summary>
    [Fact]
    public void The_fields_stand_where_RFC_826_has_them()
    {
        byte[] frame =
        [
            0x03, 0xbf, 0x0c, 0x0c, 0x04, 0x65, 0x02, 0xbf, 0xaa, 0xbb, 0xcc, 0xdd, 0x08, 0x06,
            0x00, 0x01, 0x08, 0x00, 0x06, 0x04, 0x00, 0x02,
            0x03, 0xbf, 0x0c, 0x0c, 0x04, 0x66, 12, 12, 4, 102,
            0x02, 0xbf, 0xaa, 0xbb, 0xcc, 0xdd, 12, 12, 4, 101,
        ];

        Assert.True(ArpFields.TryRead(frame, out var fields));
        Assert.Equal(
            "02-bf-aa-bb-cc-dd 03-bf-0c-0c-04-65 Response 0c0c0466 03-bf-0c-0c-04-66 0c0c0465 02-bf-aa-bb-cc-dd",
            $"{fields.EthernetSource} {fields.EthernetDestination} {fields.Type} {fields.SourceIp:x8} {fields.SourceMac} {fields.TargetIp:x8} {fields.TargetMac}");
    }

    [Fact]
    public void Every_shorter_frame_is_refused_and_padding_is_not()
    {
        var whole = new byte[60];
        Assert.True(new ArpFields(default, default, ArpType.Request, 1, default, 2, default).TryWrite(whole));

        for (var length = 0; length < ArpFields.FrameLength; length++)
        {
            Assert.False(ArpFields.TryRead(whole.AsSpan(0, length), out _));
            Assert.False(default(ArpFields).TryWrite(new byte[length]));
        }

        Assert.True(ArpFields.TryRead(whole, out _));
    }

    /// <summary>EtherType, hardware, protocol, the two lengths, and an operation that is neither.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(20)]
    public void Another_kind_of_frame_is_refused(int at)
    {
        var frame = new byte[ArpFields.FrameLength];
        new ArpFields(default, default, ArpType.Request, 1, default, 2, default).TryWrite(frame);
        frame[at] ^= 0x10;

        Assert.False(ArpFields.TryRead(frame, out _));
    }

    private static MacAddress Mac(Random random) => new((ulong)random.NextInt64(1L << 48));
}
