namespace OrleansShop;

/// <summary>An order, as the shop had it before.</summary>
public interface IOrderGrain : IGrainWithStringKey
{
    Task<int> AddAsync(string article);
}
