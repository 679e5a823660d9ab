namespace OrleansNaming;

/// <summary>The grain storage that OrleansNaming uses.</summary>
public static class NamingStorage
{
    /// <summary>
    /// The name under which the application registers it, as in <c>silo.AddMemoryGrainStorage(NamingStorage.ProviderName)</c>; AdoNet or Azure in
    /// production. It must compare ETags, as all of Orleans' own do.
    /// </summary>
    public const string ProviderName = "naming";
}
