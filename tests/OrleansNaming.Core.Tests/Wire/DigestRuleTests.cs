using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

public class DigestRuleTests
{
    private static readonly Stamp Now = new(new Epoch(1_790_000_000_123, Cluster.Boot), 12);
    private static readonly Instance Plain = new("orders", "alpha", [new Endpoint("http", "10.0.0.17", 8080)], null, null);

    // The expected figures were made from docs/protocol.md by a program in another language.
    [Fact]
    public void A_digest_is_the_one_of_the_protocol_text()
    {
        var sum = DigestRule.Hash(Plain) + DigestRule.Hash(new Context("shop"));

        Assert.Equal("18e653e1573d3a7e3d0ec698d509a7953763df82a00eda637798ad4d2a68d8df", $"{sum.Limb3:x16}{sum.Limb2:x16}{sum.Limb1:x16}{sum.Limb0:x16}");
        Assert.Equal("698748dee01fb5c0a8e8a2f8411c7f3c", DigestRule.Compute(Now, OwnerStatus.Draining, 2, sum).ToString());
    }

    [Fact]
    public void The_order_of_tags_and_metadata_does_not_matter()
    {
        Assert.Equal(
            DigestRule.Hash(With(["a", "b"], new() { ["x"] = "1", ["y"] = "2" })),
            DigestRule.Hash(With(["b", "a"], new() { ["y"] = "2", ["x"] = "1" })));
        Assert.NotEqual(
            DigestRule.Hash(With(["a", "b"], new() { ["x"] = "1", ["y"] = "2" })),
            DigestRule.Hash(With(["a", "b"], new() { ["x"] = "2", ["y"] = "1" })));
    }

    [Fact]
    public void Each_part_of_a_state_matters()
    {
        var sum = DigestRule.Hash(Plain);
        Digest[] digests =
        [
            DigestRule.Compute(Now, OwnerStatus.Serving, 1, sum),
            DigestRule.Compute(Now.Next(), OwnerStatus.Serving, 1, sum),
            DigestRule.Compute(Now with { Epoch = Now.Epoch with { Incarnation = 1 } }, OwnerStatus.Serving, 1, sum),
            DigestRule.Compute(Now with { Epoch = Now.Epoch with { Boot = default } }, OwnerStatus.Serving, 1, sum),
            DigestRule.Compute(Now, OwnerStatus.Left, 1, sum),
            DigestRule.Compute(Now, OwnerStatus.Serving, 2, sum),
            DigestRule.Compute(Now, OwnerStatus.Serving, 1, sum + sum),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void A_decoded_entry_has_the_hash_of_the_one_that_was_sent()
    {
        var messages = new RandomMessages(new Random(19));
        for (var index = 0; index < Effort.Cases(20_000); index++)
        {
            var delta = messages.Delta(3);
            Assert.True(DeltaCodec.TryDecode(DeltaCodec.Encode(delta), out var decoded));
            Assert.Equal(delta.Puts.Select(DigestRule.Hash), decoded!.Puts.Select(DigestRule.Hash));
        }
    }

    private static Instance With(string[] tags, Dictionary<string, string> metadata) =>
        new("orders", "alpha", [], new InstanceDetails(null, tags, metadata, 1), null);
}
