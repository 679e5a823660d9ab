namespace OrleansNaming.Benchmarks.Propagate;

/// <summary>The service that changes: each change gives it another port, so that a reader knows which change it reads.</summary>
internal static class Watched
{
    public const string Name = "payments/eu/service-000123";
    public const string Owner = "owner";
    public const int ChangesMax = 60_000;
    private const int PortBase = 1_024;

    public static Registration After(int change) => new(Name, Owner) { Endpoints = [new Endpoint("http", "10.20.30.1", PortBase + change)] };

    /// <summary>The change whose value stands in the replica; -1 when none does.</summary>
    public static int ChangeIn(InstanceSet set) => set.Count == 0 ? -1 : set[0].Endpoints[0].Port - PortBase;
}
