using OrleansNaming.Resolution;

namespace OrleansNaming.Core.Tests.Resolution;

/// <summary>Policies are functions of weights, calls under way, a key and random bits.</summary>
public sealed class ChoiceTests
{
    private static readonly string[] Five = ["a", "b", "c", "d", "e"];
    private readonly Random _random = new(7);

    [Fact]
    public void Two_choices_never_takes_the_busiest_of_all_nor_what_has_no_weight()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Contains(TwoChoices.Pick([1, 1, 1, 0], [3, 9, 0, 0], Bits()), (int[])[0, 2]);
        }
    }

    [Fact]
    public void Two_choices_shares_by_weight_when_nobody_is_busy()
    {
        var counts = new int[3];
        for (var i = 0; i < 40_000; i++)
        {
            counts[TwoChoices.Pick([1, 1, 2], [0, 0, 0], Bits())]++;
        }

        Assert.InRange(counts[0], 9_500, 10_500);
        Assert.InRange(counts[2], 19_500, 20_500);
    }

    [Fact]
    public void Two_choices_of_one_is_that_one() => Assert.Equal(1, TwoChoices.Pick([0, 5], [0, 100], Bits()));

    [Fact]
    public void Who_comes_or_goes_moves_only_its_own_share_of_the_keys()
    {
        var moved = 0;
        for (var key = 0; key < 10_000; key++)
        {
            var (before, after) = (Five[Consistent($"{key}", Five)], Five[..4][Consistent($"{key}", Five[..4])]);
            moved += before != after ? 1 : 0;
            Assert.True(before == after || before == "e");
        }

        Assert.InRange(moved, 1_800, 2_200);
    }

    [Fact]
    public void Keys_are_shared_by_weight()
    {
        var counts = new int[3];
        for (var key = 0; key < 20_000; key++)
        {
            counts[ConsistentChoice.Pick($"{key}", ["a", "b", "c"], [1, 3, 0])]++;
        }

        Assert.InRange(counts[0], 4_700, 5_300);
        Assert.Equal(0, counts[2]);
    }

    [Fact]
    public void A_key_comes_to_the_same_instance_in_every_process() =>
        Assert.Equal("beede", string.Concat(((string[])["ann", "bob", "cem", "dora", "eve"]).Select(key => Five[Consistent(key, Five)])));

    private ulong Bits() => unchecked((ulong)_random.NextInt64(long.MinValue, long.MaxValue));

    private static int Consistent(string key, string[] instances) => ConsistentChoice.Pick(key, instances, [.. instances.Select(_ => 1)]);
}
