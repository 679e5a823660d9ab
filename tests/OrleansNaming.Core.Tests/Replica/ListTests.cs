using static OrleansNaming.Core.Tests.Replica.Town;

namespace OrleansNaming.Core.Tests.Replica;

[Row("B14")]
public sealed class ListTests
{
    private readonly Town _town = new();

    [Fact]
    public void Children_are_the_next_segments_in_order_with_their_counts()
    {
        _town.Put("a", Service("shop", "a"), Service("shop-x", "a"), Service("shop/eu/orders", "a"), Service("shop/eu/stock", "a"), Service("bank/eu", "a"));
        _town.Put("b", Service("shop", "b"));
        Assert.Equal("bank 0 c, shop 2 c, shop-x 1", Listed(""));
        Assert.Equal("shop/eu 0 c", Listed("shop"));
        Assert.Equal("shop/eu/orders 1, shop/eu/stock 1", Listed("shop/eu"));
        Assert.Equal("", Listed("shop/eu/orders"));
        Assert.Equal("", Listed("sho"));
    }

    [Fact]
    public void A_context_is_there_while_something_is_below_it()
    {
        _town.Put("a", Service("shop/eu/orders", "a"));
        Assert.Equal("shop 0 c", Listed(""));
        _town.Drop("a", new EntryKey("shop/eu/orders", "a"));
        Assert.Equal("", Listed(""));
    }

    [Fact]
    public void A_created_context_stays_until_the_last_creator_destroys_it()
    {
        _town.Put("a", new Context("shop/eu"));
        _town.Put("b", new Context("shop/eu"));
        Assert.Equal("shop/eu 0 c", Listed("shop"));
        _town.Drop("a", new EntryKey("shop/eu", ""));
        Assert.Equal("shop/eu 0 c", Listed("shop"));
        _town.Hide("b");
        Assert.Equal("", Listed(""));
        _town.Show("b");
        _town.Drop("b", new EntryKey("shop/eu", ""));
        Assert.Equal("", Listed(""));
    }

    [Fact]
    public void A_name_that_is_also_a_created_context_outlives_either()
    {
        _town.Put("a", new Context("shop"), Service("shop", "a"));
        Assert.Equal("shop 1 c", Listed(""));
        _town.Drop("a", new EntryKey("shop", "a"));
        Assert.Equal("shop 0 c", Listed(""));
        _town.Put("a", Service("shop", "a"));
        _town.Drop("a", new EntryKey("shop", ""));
        Assert.Equal("shop 1", Listed(""));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Pages_join_up_to_the_whole_listing(int limit)
    {
        var names = Enumerable.Range(0, 20).Select(i => $"shop/{(char)('a' + i % 7)}{i}{(i % 3 == 0 ? "/deep" : "")}");
        _town.Put("a", [.. names.Select(name => Service(name, "a"))]);
        var all = _town.Replica.List("shop", null, 100);
        Assert.Null(all.Next);
        var (pages, after) = (new List<NameListItem>(), (string?)null);
        do
        {
            var page = _town.Replica.List("shop", after, limit);
            Assert.InRange(page.Names.Count, 1, limit);
            pages.AddRange(page.Names);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(all.Names, pages);
        Assert.Equal(20, pages.Count);
    }

    [Fact]
    public void A_page_may_start_after_a_segment_or_a_path_that_is_gone()
    {
        _town.Put("a", Service("shop/a", "a"), Service("shop/c", "a"));
        Assert.Equal("shop/c", _town.Replica.List("shop", "b", 10).Names.Single().Name);
        Assert.Equal("shop/c", _town.Replica.List("shop", "shop/b", 10).Names.Single().Name);
    }

    [Fact]
    public void A_page_has_at_most_a_thousand_children()
    {
        _town.Put("a", [.. Enumerable.Range(0, 1_500).Select(i => Service($"n{i:d4}", "a"))]);
        var page = _town.Replica.List("", null, int.MaxValue);
        Assert.Equal(1_000, page.Names.Count);
        Assert.Equal("n0999", page.Next);
        Assert.Equal(500, _town.Replica.List("", page.Next, 1_000).Names.Count);
    }

    [Fact]
    public void A_page_says_whether_the_directory_is_complete()
    {
        Assert.False(_town.Replica.List("", null, 1).IsComplete);
        _town.Replica.IsComplete = true;
        Assert.True(_town.Replica.List("", null, 1).IsComplete);
    }

    private string Listed(string context) => string.Join(
        ", ", _town.Replica.List(context, null, 100).Names.Select(item => $"{item.Name} {item.Instances}{(item.IsContext ? " c" : "")}"));
}
