using System.Text;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Tests.Wire;

/// <summary>What servers of a group send each other, as bytes: the same on every version, bounded, and safe to read whatever comes.</summary>
public sealed class CodecTests
{
    private static readonly Holder Self = new(new ServerId("s01"), new BootId(new UInt128(0x0102_0304_0506_0708, 0x090A_0B0C_0D0E_0F10)));

    private static readonly TrackAdvert Advert = new("g", Self, 300)
    {
        IsMaster = true,
        FreeSlots = 4,
        Owned = [new OwnedTrack("jobs", 7), new OwnedTrack("mail", ulong.MaxValue)],
        Claims = [new ClaimedTrack("new", 2), new ClaimedTrack("old", 1)],
    };

    private static readonly Block Records = new(new TrackToken("jobs", 7, Self), 12, BlockKind.RecordSet, ["r1", "r2"]);
    private static readonly Block Steps = new(new TrackToken("jobs", 7, Self), 13, BlockKind.StepList, ["read", "mail"], "r3");
    private static readonly BlockWord Word = new(new TrackToken("jobs", 7, Self), 12, ["r1"], IsOver: true);

    public static TheoryData<string, string> Golden { get; } = new()
    {
        { "advert", "05016709037330310f0102030405060708090a0b0c0d0e0f1010ac0214011c04210805046a6f62730807211105046d61696c08ffffffffffffffffff01250705036e65770802250705036f6c640801" },
        { "records", "051e05046a6f627308070d03733031130102030405060708090a0b0c0d0e0f10080c1102723111027232" },
        { "steps", "051e05046a6f627308070d03733031130102030405060708090a0b0c0d0e0f10080d0c0111047265616411046d61696c15027233" },
        { "word", "051e05046a6f627308070d03733031130102030405060708090a0b0c0d0e0f10080c110272311801" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    [Row("E39")]
    public void The_bytes_of_a_message_never_change(string message, string hex)
    {
        Assert.Equal(hex, Convert.ToHexStringLower(BytesOf(message)));
        Assert.Equal(Text(message), Text(message, Convert.FromHexString(hex)));
    }

    [Fact]
    public void A_random_advert_comes_back_as_it_was_sent()
    {
        var dice = new Prng(1);
        for (var i = 0; i < Effort.Cases(20_000); i++)
        {
            var advert = new TrackAdvert(Name(dice), new Holder(new ServerId($"s{dice.Below(1_000)}"), new BootId(dice.Bits128())), dice.Next())
            {
                IsMaster = dice.Chance(0.5),
                IsLeaving = dice.Chance(0.5),
                FreeSlots = dice.Below(1_000_001),
                Owned = [.. Enumerable.Range(0, dice.Below(40)).Select(_ => new OwnedTrack(Name(dice), dice.Next())).DistinctBy(owned => owned.Track)],
                Claims = [.. Enumerable.Range(0, dice.Below(40)).Select(_ => new ClaimedTrack(Name(dice), dice.Below(1_001))).DistinctBy(claim => claim.Track)],
            };
            Assert.Equal(Text(advert), Text(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(advert))!));
        }
    }

    [Fact]
    public void A_random_block_or_word_comes_back_as_it_was_sent()
    {
        var dice = new Prng(2);
        for (var i = 0; i < Effort.Cases(20_000); i++)
        {
            var token = new TrackToken(Name(dice), dice.Next(), new Holder(new ServerId($"s{dice.Below(1_000)}"), new BootId(dice.Bits128())));
            string[] items = [.. Enumerable.Range(0, 1 + dice.Below(30)).Select(_ => Name(dice))];
            var isSteps = dice.Chance(0.5);
            var block = new Block(token, dice.Next(), isSteps ? BlockKind.StepList : BlockKind.RecordSet, items, isSteps ? Name(dice) : null);
            var word = new BlockWord(token, dice.Next(), dice.Chance(0.2) ? [] : items, dice.Chance(0.5));
            Assert.Equal(Text(block), Text(BlockCodec.DecodeBlock(BlockCodec.Encode(block))!));
            Assert.Equal(Text(word), Text(BlockCodec.DecodeWord(BlockCodec.Encode(word))!));
        }
    }

    /// <summary>A decoder says no, or gives something within its bounds; it does not throw.</summary>
    [Fact]
    public void Changed_bytes_are_refused_or_read_and_never_throw()
    {
        var dice = new Prng(3);
        byte[][] samples = [BytesOf("advert"), BytesOf("records"), BytesOf("steps"), BytesOf("word")];
        var (read, refused) = (0, 0);
        for (var i = 0; i < Effort.Cases(1_000_000); i++)
        {
            var bytes = Change(dice.Pick(samples), dice);
            var advert = TrackAdvertCodec.Decode(bytes);
            var block = BlockCodec.DecodeBlock(bytes);
            var word = BlockCodec.DecodeWord(bytes);
            Assert.True(advert is null || (advert.FreeSlots is >= 0 and <= 1_000_000 && advert.Group.Length is > 0 and <= TrackLimits.NameLength && advert.Claims.All(claim => claim.Counter is >= 0 and <= 1_000)));
            Assert.True(block is null || (block.Items.Count is > 0 and <= TrackLimits.BlockRecords && Enum.IsDefined(block.Kind) && (block.Kind == BlockKind.StepList) == block.Record is not null));
            Assert.True(word is null || word.Done.Count <= TrackLimits.BlockRecords);
            (read, refused) = advert is null && block is null && word is null ? (read, refused + 1) : (read + 1, refused);
        }

        Assert.True(read > 1_000 && refused > 1_000, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_message_is_refused_beyond_its_bounds_and_taken_at_them()
    {
        string[] items = [.. Enumerable.Range(0, TrackLimits.BlockRecords).Select(i => $"r{i}")];
        Assert.NotNull(BlockCodec.DecodeBlock(BlockCodec.Encode(Records with { Items = items })));
        Assert.Null(BlockCodec.DecodeBlock(BlockCodec.Encode(Records with { Items = [.. items, "more"] })));
        Assert.Null(BlockCodec.DecodeWord(BlockCodec.Encode(Word with { Done = [.. items, "more"] })));

        OwnedTrack[] owned = [.. Enumerable.Range(0, TrackLimits.Tracks).Select(i => new OwnedTrack($"t{i}", 1))];
        Assert.NotNull(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(Advert with { Owned = owned })));
        Assert.Null(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(Advert with { Owned = [.. owned, new OwnedTrack("more", 1)] })));
        Assert.Null(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(Advert with { Claims = [.. owned.Select(one => new ClaimedTrack(one.Track, 1)), new ClaimedTrack("more", 1)] })));

        Assert.NotNull(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(Advert with { Group = new string('g', TrackLimits.NameLength) })));
        Assert.Null(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(Advert with { Group = new string('g', TrackLimits.NameLength + 1) })));
        Assert.Null(TrackAdvertCodec.Decode(new byte[TrackLimits.MessageBytes + 1]));
        Assert.Null(BlockCodec.DecodeBlock(new byte[TrackLimits.MessageBytes + 1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\u001bb")]
    public void A_name_that_is_empty_or_has_control_characters_is_refused(string name)
    {
        Assert.Null(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(Advert with { Group = name })));
        Assert.Null(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(Advert with { Owned = [new OwnedTrack(name, 1)] })));
        Assert.Null(BlockCodec.DecodeBlock(BlockCodec.Encode(Records with { Items = ["r1", name] })));
    }

    [Fact]
    public void An_advert_that_names_a_track_twice_is_refused()
    {
        Assert.Null(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(Advert with { Claims = [new ClaimedTrack("new", 2), new ClaimedTrack("new", 1)] })));
        Assert.Null(TrackAdvertCodec.Decode(TrackAdvertCodec.Encode(Advert with { Owned = [new OwnedTrack("jobs", 7), new OwnedTrack("jobs", 8)] })));
    }

    [Fact]
    public void A_set_of_records_with_a_record_and_a_list_of_steps_without_one_are_refused()
    {
        Assert.Null(BlockCodec.DecodeBlock(BlockCodec.Encode(Records with { Record = "r" })));
        Assert.Null(BlockCodec.DecodeBlock(BlockCodec.Encode(Steps with { Record = null })));
        Assert.Null(BlockCodec.DecodeBlock(BlockCodec.Encode(Records with { Items = [] })));
    }

    [Fact]
    public void Owners_and_tokens_come_back_as_they_were_kept_and_their_bytes_never_change()
    {
        OwnershipRow[] rows = [new("jobs", 7, Self, 300), new("mail", ulong.MaxValue, null, 0)];
        TrackToken[] tokens = [new("jobs", 7, Self), new("mail", 1, Self)];

        Assert.Equal("052105046a6f627308070d03733031130102030405060708090a0b0c0d0e0f1014ac02051105046d61696c08ffffffffffffffffff01", Convert.ToHexStringLower(OwnershipCodec.Encode(rows)));
        Assert.Equal(rows, OwnershipCodec.DecodeRows(OwnershipCodec.Encode(rows)));
        Assert.Equal(tokens, OwnershipCodec.DecodeTokens(OwnershipCodec.Encode(tokens)));
    }

    [Fact]
    public void Changed_owners_are_refused_or_read_and_never_throw()
    {
        var dice = new Prng(4);
        var sample = OwnershipCodec.Encode([new OwnershipRow("jobs", 7, Self, 300), new OwnershipRow("mail", 3, null, 0)]);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Effort.Cases(100_000); i++)
        {
            var rows = OwnershipCodec.DecodeRows(Change(sample, dice));
            Assert.True(rows is null || rows.All(row => row is { Epoch: > 0, Beat: >= 0, Track.Length: > 0 and <= TrackLimits.NameLength }));
            (read, refused) = rows is null ? (read, refused + 1) : (read + 1, refused);
        }

        Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused");
        Assert.Null(OwnershipCodec.DecodeRows(OwnershipCodec.Encode(Enumerable.Range(0, TrackLimits.Tracks + 1).Select(i => new OwnershipRow($"t{i}", 1, null, 0)))));
    }

    private static byte[] BytesOf(string message) => message switch
    {
        "advert" => TrackAdvertCodec.Encode(Advert),
        "records" => BlockCodec.Encode(Records),
        "steps" => BlockCodec.Encode(Steps),
        _ => BlockCodec.Encode(Word),
    };

    private static string Text(string message) => message switch { "advert" => Text(Advert), "records" => Text(Records), "steps" => Text(Steps), _ => Text(Word) };

    private static string Text(string message, byte[] bytes) => message switch
    {
        "advert" => Text(TrackAdvertCodec.Decode(bytes)!),
        "records" or "steps" => Text(BlockCodec.DecodeBlock(bytes)!),
        _ => Text(BlockCodec.DecodeWord(bytes)!),
    };

    private static string Text(TrackAdvert advert) =>
        $"{advert.Group} {advert.Sender} {advert.Sequence} {advert.IsMaster} {advert.IsLeaving} {advert.FreeSlots} {string.Join(' ', advert.Owned)} {string.Join(' ', advert.Claims)}";

    private static string Text(Block block) => $"{block.Token} {block.Id} {block.Kind} {block.Record} {string.Join(' ', block.Items)}";

    private static string Text(BlockWord word) => $"{word.Token} {word.BlockId} {word.IsOver} {string.Join(' ', word.Done)}";

    private static string Name(Prng dice)
    {
        var text = new StringBuilder();
        for (var i = 1 + dice.Below(20); i > 0; i--)
        {
            text.Append(dice.Pick("abcdefghijklmnopqrstuvwxyz-0123456789äß漢".ToCharArray()));
        }

        return text.ToString();
    }

    private static byte[] Change(byte[] sample, Prng dice)
    {
        List<byte> bytes = [.. sample];
        for (var i = dice.Below(4); i >= 0 && bytes.Count > 0; i--)
        {
            var at = dice.Below(bytes.Count);
            switch (dice.Below(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << dice.Below(8));
                    break;
                case 1:
                    bytes[at] = (byte)dice.Below(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, dice.Below(bytes.Count - at) + 1);
                    break;
                case 3:
                    bytes.Insert(at, (byte)dice.Below(256));
                    break;
                default:
                    bytes.InsertRange(at, bytes.Take(dice.Below(bytes.Count)).ToList());
                    break;
            }
        }

        return [.. bytes];
    }
}
