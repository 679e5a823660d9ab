using OrleansNaming.PointToPoint.Membership;
using OrleansNaming.Wire;

namespace OrleansNaming.PointToPoint.Tests.Membership;

/// <summary>a asks b. Every way in which a claim can be wrong makes its bearer an outsider.</summary>
[Row("M7")]
public sealed class MemberProofTests
{
    private static readonly SignedRequest Request = new("GET", "shop.example", "/who?x=1", "10.0.0.1:80");
    private static readonly BootId Boot = new((UInt128)7 << 64 | 9);

    private static readonly string Body = new('5', 64);

    private readonly Dictionary<string, BootId?> _boots = new() { ["a"] = Boot };
    private readonly MemberSigner _a = Signer("a", Boot, 1);

    [Fact]
    public void A_claim_of_a_live_member_holds_once()
    {
        var (b, claim) = (Verifier("b"), _a.Sign(Request, new ServerId("b"), Body));

        var verified = b.Verify(claim, Request);
        Assert.Equal(("a", Body), (verified?.Server, verified?.Body));
        Assert.Null(b.Verify(claim, Request));
        Assert.Equal("a", b.Verify(_a.Sign(Request, new ServerId("b"), Body), Request)?.Server);
    }

    [Fact]
    public void Claims_may_overtake_each_other_and_none_is_taken_twice()
    {
        var b = Verifier("b");
        var claims = Enumerable.Range(0, 5_000).Select(_ => _a.Sign(Request, new ServerId("b"), Body)).ToArray();
        new Random(7).Shuffle(claims);

        Assert.All(claims, claim => Assert.NotNull(b.Verify(claim, Request)));
        Assert.All(claims, claim => Assert.Null(b.Verify(claim, Request)));
    }

    [Fact]
    public void What_the_code_covers_cannot_be_another()
    {
        foreach (var other in new[]
        {
            Request with { Method = "POST" }, Request with { Authority = "other.example" }, Request with { Target = "/who?x=2" },
            Request with { ReplyTo = "10.0.0.9:80" }, Request with { ReplyTo = "" },
        })
        {
            Assert.Null(Verifier("b").Verify(_a.Sign(Request, new ServerId("b"), Body), other));
        }

        Assert.NotNull(Verifier("b").Verify(_a.Sign(Request, new ServerId("b"), Body), Request with { Authority = "SHOP.example" }));
    }

    /// <summary>A server of an earlier build says nothing of the body. That cannot be made of what a later one said.</summary>
    [Fact]
    public void A_claim_of_version_1_holds_and_none_of_version_2_can_be_made_one()
    {
        var first = _a.Sign(Request, new ServerId("b"), body: null)!;
        Assert.StartsWith("v=1;", first);
        var verified = Verifier("b").Verify(first, Request);
        Assert.Equal(("a", null), (verified?.Server, verified?.Body));

        var second = _a.Sign(Request, new ServerId("b"), Body)!;
        Assert.StartsWith("v=2;", second);
        Assert.Null(Verifier("b").Verify(second.Replace("v=2", "v=1").Replace($";d={Body}", ""), Request));
        Assert.Null(Verifier("b").Verify(second.Replace($"d={Body}", "d=-"), Request));
        Assert.Null(Verifier("b").Verify(first.Replace("v=1", "v=2").Replace(";m=", ";d=-;m="), Request));
    }

    [Fact]
    public void The_longest_claim_is_read()
    {
        var name = new string('z', 63);
        var claim = new MemberClaim(name, new BootId(UInt128.MaxValue), ulong.MaxValue, name, uint.MaxValue, Body, new string('f', 64));
        Assert.True(MemberClaim.TryParse(claim.ToString(), out var read));
        Assert.Equal(claim, read);
    }

    [Fact]
    public void Every_changed_character_of_a_claim_is_noticed()
    {
        var claim = _a.Sign(Request, new ServerId("b"), Body)!;
        for (var at = 0; at < claim.Length; at++)
        {
            var changed = claim.ToCharArray();
            changed[at] = changed[at] == '1' ? '2' : '1';
            Assert.Null(Verifier("b").Verify(new string(changed), Request));
            Assert.Null(Verifier("b").Verify(claim[..at], Request));
        }
    }

    [Fact]
    public void A_claim_for_one_server_is_none_for_another_unless_it_is_for_anyone()
    {
        Assert.Null(Verifier("c").Verify(_a.Sign(Request, new ServerId("b"), Body), Request));
        Assert.NotNull(Verifier("c").Verify(_a.Sign(Request, null, Body), Request));
    }

    [Fact]
    public void Another_cluster_another_key_and_no_key_prove_nothing()
    {
        Assert.Null(Verifier("b", key: 2).Verify(_a.Sign(Request, new ServerId("b"), Body), Request));
        Assert.Null(Verifier("b", cluster: "other").Verify(_a.Sign(Request, new ServerId("b"), Body), Request));
        Assert.Null(new MemberSigner(() => (new ServerId("a"), Boot), "test", new MemberKeys(null)).Sign(Request, null, Body));
        Assert.Null(new MemberVerifier(new ServerId("b"), "test", new MemberKeys(null), _ => Boot).Verify(_a.Sign(Request, new ServerId("b"), Body), Request));
    }

    /// <summary>Unknown, hidden, gone; and another boot than the one that the directory shows.</summary>
    [Fact]
    public void Who_is_not_in_the_directory_as_it_says_is_an_outsider()
    {
        _boots["a"] = null;
        Assert.Null(Verifier("b").Verify(_a.Sign(Request, new ServerId("b"), Body), Request));
        _boots["a"] = new BootId(8);
        Assert.Null(Verifier("b").Verify(_a.Sign(Request, new ServerId("b"), Body), Request));
    }

    [Fact]
    public void A_restarted_member_counts_anew_and_its_former_claims_are_void()
    {
        var b = Verifier("b");
        var old = _a.Sign(Request, new ServerId("b"), Body);
        Assert.NotNull(b.Verify(_a.Sign(Request, new ServerId("b"), Body), Request));
        _boots["a"] = new BootId(8);

        Assert.NotNull(b.Verify(Signer("a", new BootId(8), 1).Sign(Request, new ServerId("b"), Body), Request));
        Assert.Null(b.Verify(old, Request));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v=1;s=a;b=1;n=1;t=b;k=1")]
    [InlineData("v=1;s=A;b=1;n=1;t=b;k=1;m=x")]
    [InlineData(";;;;;;")]
    [InlineData("v=2;s=a;b=1;n=1;t=b;k=1;d=;m=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("v=2;s=a;b=1;n=1;t=b;k=1;m=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("v=3;s=a;b=1;n=1;t=b;k=1;d=-;m=0000000000000000000000000000000000000000000000000000000000000000")]
    public void TryParse_Malformed_IsRefused(string? text) => Assert.False(MemberClaim.TryParse(text, out _));

    private MemberVerifier Verifier(string server, uint key = 1, string cluster = "test") =>
        new(new ServerId(server), cluster, Keys(key), from => _boots.GetValueOrDefault(from.Value));

    private static MemberSigner Signer(string server, BootId boot, uint key) => new(() => (new ServerId(server), boot), "test", Keys(key));

    private static MemberKeys Keys(uint id) => new(new Ring(new Keyring([(id, [.. Enumerable.Repeat((byte)id, 32)])])));

    private sealed record Ring(Keyring Keys) : IKeyringSource;
}
