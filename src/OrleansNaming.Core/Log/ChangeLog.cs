namespace OrleansNaming.Log;

/// <summary>STUB: the last versions of one owner, as deltas: at most 1,024 and 1 MiB (rule 3). Older ones fall off.</summary>
internal sealed class ChangeLog
{
    /// <summary>Adds the newest version; its base must be the last one's stamp, else the log starts anew.</summary>
    public void Append(Delta delta) => throw new NotImplementedException();

    /// <summary>One delta that leads from <paramref name="since"/> to the newest version (last write of a key wins), or null when the log does not reach back.</summary>
    public Delta? Since(Stamp since) => throw new NotImplementedException();
}
