namespace OrleansNaming.Wire;

/// <summary>STUB: 1,024-bit sliding window over one boot's sequences (rule 15; RFC 4303 3.4.3).</summary>
internal sealed class ReplayWindow
{
    /// <summary>Accepts a sequence once; false when it was seen, or is too old to tell.</summary>
    public bool TryAccept(ulong sequence) => throw new NotImplementedException();

    public ulong Highest => throw new NotImplementedException();
}
