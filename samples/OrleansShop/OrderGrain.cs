namespace OrleansShop;

internal sealed class OrderGrain : Grain, IOrderGrain
{
    private readonly List<string> _articles = [];

    public Task<int> AddAsync(string article)
    {
        _articles.Add(article);
        return Task.FromResult(_articles.Count);
    }
}
