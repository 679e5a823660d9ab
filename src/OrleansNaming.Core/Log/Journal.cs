namespace OrleansNaming.Log;

/// <summary>STUB: an owner's state as bytes: checksummed records, appended; a snapshot replaces them all. Sans-IO.</summary>
internal static class Journal
{
    /// <summary>Reads a store's bytes back. A torn tail is cut; damage before the tail is told in <see cref="JournalState.Damage"/>.</summary>
    public static JournalState Recover(ReadOnlySpan<byte> stored) => throw new NotImplementedException();

    /// <summary>The record of one committed version, to append.</summary>
    public static byte[] EncodeVersion(Delta delta) => throw new NotImplementedException();

    /// <summary>The record of a floor (rule 10), to append.</summary>
    public static byte[] EncodeFloor(Floor floor) => throw new NotImplementedException();

    /// <summary>Everything, to replace what is stored.</summary>
    public static byte[] EncodeSnapshot(Advertisement advertisement, IReadOnlyCollection<Floor> floors) => throw new NotImplementedException();
}
