namespace OrleansNaming.Node;

/// <summary>
/// Make bytes durable, then say so with <see cref="Persisted"/>. Writes are carried out in order; later outputs of the step do not wait for it.
/// </summary>
/// <param name="Id">Unique in this process, rising.</param>
/// <param name="Bytes">What to write.</param>
/// <param name="Replace">True: these bytes take the place of all before, atomically. False: they are appended.</param>
internal sealed record Persist(long Id, ReadOnlyMemory<byte> Bytes, bool Replace) : Output
{
    /// <summary>The life that writes: a store that several processes reach refuses lower ones.</summary>
    public Epoch Epoch { get; init; }
}
