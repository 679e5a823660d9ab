using OrleansNaming.Wire;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>A line's terms and the references of the tree: their bytes are pinned, since digests are made over them.</summary>
public sealed class TermsCodecTests
{
    private static readonly GuestRecord Held = new(4, 3, TimeSpan.Zero);

    public static TheoryData<string, string> Golden => new()
    {
        { "service", "09066f72646572730d05616c7068612105040108ac02" },
        { "value", "0403090b4bc3a473652f61253246620d0a747265652e616c7068611904040408032125040208020c011119746578742f706c61696e3b20636861727365743d7574662d3815023432" },
        { "link", "0403090873686f702f6e6f770d0a747265652e616c706861190404040803210f040208020c0219072e2f27612f6227" },
        { "context", "0403090473686f700d07636f6e7465787419040404080321020c03" },
        { "tombstone", "0401090b4bc3a473652f61253246620d0a747265652e616c7068611904040508031cc8dbc1a28c34" },
    };

    [Theory]
    [Row("B9")]
    [MemberData(nameof(Golden))]
    public void Bytes_written_long_ago_still_say_the_same(string sample, string hex)
    {
        var line = Sample(sample);
        var writer = new WireWriter(stackalloc byte[512]);
        EntryCodec.WriteFields(ref writer, line);
        var written = Convert.ToHexStringLower(writer.Written);
        Assert.True(hex == written, $"written is {written}");
        Assert.True(Read(Convert.FromHexString(hex))!.ContentEquals(line));
    }

    [Theory]
    [Row("B9")]
    [MemberData(nameof(Golden))]
    public void Every_truncation_is_refused_or_says_less(string sample, string hex)
    {
        var bytes = Convert.FromHexString(hex);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(Read(bytes.AsSpan(0, length))?.ContentEquals(Sample(sample)) ?? false);
        }
    }

    [Fact]
    [Row("B9")]
    public void What_no_writer_writes_is_refused()
    {
        Assert.Null(Written(new Instance("a b", "x", [], null, null)));
        Assert.Null(Written(new Context("a b")));
        Assert.Null(Written(Line("x", Reference.Value(new byte[Limits.ValueBytes + 1], "a/b"))));
        Assert.Null(Written(Line("x", Reference.Value([], "a\n"))));
        Assert.Null(Written(Line("x", Reference.Link("a//b"))));
        Assert.Null(Written(Line("a%", Reference.Context)));
        Assert.Null(Written(new Instance("x", "i", [], null, null, new BindingTerms(BindingPolicy.Unique, 1, Reference.Context))));
        Assert.Null(Written(new Instance("x", "i", [], null, Held, new BindingTerms((BindingPolicy)3, 1, null))));
        Assert.NotNull(Written(Line("x", Reference.Value(new byte[Limits.ValueBytes], "a/b"))));
    }

    [Fact]
    [Row("B9")]
    public void A_value_is_handed_over_under_its_name_in_the_tree()
    {
        var handedOver = new GuestRequest(GuestAction.TakeOver, "my docs/readme", "tree.alpha", 4, Line("my docs/readme", Reference.Value([52], "text/plain")));
        var writer = new WireWriter(stackalloc byte[128]);
        GuestRequestCodec.Write(ref writer, handedOver);

        Assert.Equal("my docs/readme", GuestRequestCodec.Read(writer.Written)?.Name);
    }

    private static Instance Line(string name, Reference reference) =>
        new(name, "tree.alpha", [], null, Held, new BindingTerms(BindingPolicy.Unique, 2, reference));

    private static Entry Sample(string sample) => sample switch
    {
        "service" => new Instance("orders", "alpha", [], null, null, new BindingTerms(BindingPolicy.FirstEpoch, 300, null)),
        "value" => Line("Käse/a%2Fb", Reference.Value("42")),
        "link" => Line("shop/now", Reference.Link("./'a/b'")),
        "context" => new Instance("shop", "context", [], null, Held, new BindingTerms(BindingPolicy.Pool, 0, Reference.Context)),
        _ => new Tombstone("Käse/a%2Fb", "tree.alpha", 5, 3, 1_790_000_000_456),
    };

    private static Entry? Written(Entry entry)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        EntryCodec.WriteFields(ref writer, entry);
        return Read(writer.Written);
    }

    private static Entry? Read(ReadOnlySpan<byte> bytes)
    {
        var decoding = new EntryDecoding(bytes.Length);
        return EntryCodec.TryRead(bytes, ref decoding, out var entry) ? entry : null;
    }
}
