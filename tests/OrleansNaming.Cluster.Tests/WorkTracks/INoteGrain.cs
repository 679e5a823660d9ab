namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>Notes of one record: what a step calls.</summary>
[Alias("OrleansNaming.Tests.INoteGrain")]
internal interface INoteGrain : IGrainWithStringKey
{
    /// <summary>Notes a call's idempotency key, once however often it is called.</summary>
    [Alias("Note")]
    Task NoteAsync(string key);

    [Alias("Keys")]
    Task<string[]> KeysAsync();
}
