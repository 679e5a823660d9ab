using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using OrleansNaming.PointToPoint.Membership;

namespace OrleansNaming.PointToPoint.Tests.Membership;

/// <summary>What was signed must be what comes, and what is not signed must go out unharmed.</summary>
[Row("M7")]
public sealed class BodyDigestTests
{
    private static readonly byte[] Order = "three apples"u8.ToArray();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_body_that_was_signed_holds_and_can_be_read_again()
    {
        using var content = new ByteArrayContent(Order);
        var context = Request(Order);

        Assert.True(await BodyDigest.HoldsAsync(context, await BodyDigest.OfAsync(content, Ends)));
        using var again = new MemoryStream();
        await context.Request.Body.CopyToAsync(again, Ends);
        Assert.Equal(Order, again.ToArray());
        Assert.Equal(Order, await content.ReadAsByteArrayAsync(Ends));
    }

    [Fact]
    public async Task A_body_that_was_changed_cut_lengthened_or_added_does_not()
    {
        using var content = new ByteArrayContent(Order);
        var digest = await BodyDigest.OfAsync(content, Ends);
        foreach (var other in new[] { "three apples."u8.ToArray(), "three apple"u8.ToArray(), "Three apples"u8.ToArray(), [] })
        {
            Assert.False(await BodyDigest.HoldsAsync(Request(other), digest));
        }

        Assert.False(await BodyDigest.HoldsAsync(Request(Order), await BodyDigest.OfAsync(null, Ends)));
        Assert.True(await BodyDigest.HoldsAsync(Request([]), await BodyDigest.OfAsync(null, Ends)));
    }

    [Theory]
    [InlineData(Limits.BodyBytes, true)]
    [InlineData(Limits.BodyBytes + 1, false)]
    public async Task A_body_is_covered_up_to_the_limit_of_the_API(int length, bool isCovered)
    {
        using var content = new ByteArrayContent(new byte[length]);
        var digest = await BodyDigest.OfAsync(content, Ends);

        Assert.Equal(isCovered, digest != BodyDigest.NotCovered);
        Assert.Equal(isCovered, await BodyDigest.HoldsAsync(Request(new byte[length]), digest));
        Assert.Equal(length, (await content.ReadAsByteArrayAsync(Ends)).Length);
    }

    /// <summary>It says no length, and is written down once for the digest and, above the limit, once more to be sent.</summary>
    [Theory]
    [InlineData(10, true)]
    [InlineData(Limits.BodyBytes, false)]
    public async Task JSON_is_covered_up_to_the_limit_and_goes_out_whole(int length, bool isCovered)
    {
        using var content = JsonContent.Create(new string('x', length));
        var digest = await BodyDigest.OfAsync(content, Ends);

        Assert.Equal(isCovered, digest != BodyDigest.NotCovered);
        Assert.Equal(length + 2, (await content.ReadAsByteArrayAsync(Ends)).Length);
    }

    /// <summary>It may be a conversation: waiting for its end would end it before it began.</summary>
    [Fact]
    public async Task A_stream_without_a_length_is_not_read()
    {
        using var stream = new Endless();
        using var content = new StreamContent(stream);

        Assert.Equal(BodyDigest.NotCovered, await BodyDigest.OfAsync(content, Ends));
        Assert.False(stream.WasRead);
    }

    /// <summary>Whoever knows the digest of nothing must not make this host hold more than the limit.</summary>
    [Fact]
    public async Task An_endless_body_is_read_up_to_the_limit_and_refused()
    {
        using var stream = new Endless();
        var context = new DefaultHttpContext { Request = { Body = stream } };

        Assert.False(await BodyDigest.HoldsAsync(context, new string('0', 64)));
        Assert.InRange(stream.Position, Limits.BodyBytes, Limits.BodyBytes + 8_192);
    }

    private static DefaultHttpContext Request(byte[] body) => new() { Request = { Body = new MemoryStream(body) } };
}
