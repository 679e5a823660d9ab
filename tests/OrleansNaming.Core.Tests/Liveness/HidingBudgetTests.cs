using OrleansNaming.Liveness;

namespace OrleansNaming.Core.Tests.Liveness;

public sealed class HidingBudgetTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(13, 1)]
    [InlineData(14, 2)]
    [InlineData(20, 3)]
    [InlineData(1_000, 150)]
    [Lesson(17)]
    public void At_most_15_percent_of_the_owners_and_at_least_one_are_hidden_at_once(int owners, int hidden)
    {
        var budget = new HidingBudget(Window);
        Assert.Equal(hidden, HideAll(budget, owners, TimeSpan.Zero));
    }

    [Fact]
    [Lesson(20)]
    public void A_further_share_is_hidden_a_window_later_and_not_before()
    {
        var budget = new HidingBudget(Window);
        Assert.Equal(3, HideAll(budget, 20, TimeSpan.Zero));
        Assert.Equal(0, HideAll(budget, 17, Window - TimeSpan.FromTicks(1)));
        Assert.Equal(2, HideAll(budget, 17, Window));
    }

    [Fact]
    public void Those_hidden_within_the_window_still_count_for_a_majority()
    {
        var budget = new HidingBudget(Window);
        HideAll(budget, 20, TimeSpan.Zero);
        Assert.Equal(1 + 20, budget.Electorate(17));
    }

    private static int HideAll(HidingBudget budget, int living, TimeSpan now)
    {
        var hidden = 0;
        while (hidden < living && budget.Allows(living - hidden, now))
        {
            budget.Spend(now);
            hidden++;
        }

        return hidden;
    }
}
