namespace OrleansNaming.Lan.Storage;

/// <summary>Where an owner's journal is kept. Returns when the bytes are durable; a failure is an <see cref="IOException"/>.</summary>
internal interface IOwnerStore : IDisposable
{
    /// <summary>Adds to the end, in order, with one sync for all.</summary>
    void Append(IReadOnlyList<ReadOnlyMemory<byte>> records);

    /// <summary>Takes the place of everything, atomically.</summary>
    void Replace(ReadOnlyMemory<byte> bytes);
}
