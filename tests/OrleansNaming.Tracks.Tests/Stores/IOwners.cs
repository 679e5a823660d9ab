using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>One kind of store for owners under the contract, and any number of servers' ways to it.</summary>
public interface IOwners : IAsyncDisposable
{
    /// <summary>A server's own way to the owners of a group: own connections.</summary>
    IOwnershipStore Owners(string group = "g", int server = 0);
}
