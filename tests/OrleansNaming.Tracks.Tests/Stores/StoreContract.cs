namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>A suite of stores that hold a group's owners and its work.</summary>
public abstract class StoreContract : FreshStore<IStores>;
