namespace OrleansNaming.Tracks.Ownership;

/// <summary>What the shared database says of one track.</summary>
/// <param name="Track">The track.</param>
/// <param name="Epoch">The last epoch that was given out; 0 before the first.</param>
/// <param name="Holder">Who has it; null when it was released.</param>
/// <param name="Beat">Rises with each renewal of that epoch. A challenger compares it with what it saw before; it is no time.</param>
public sealed record OwnershipRow(string Track, ulong Epoch, Holder? Holder, long Beat)
{
    /// <summary>The token of the present holder; null when there is none.</summary>
    public TrackToken? Token => Holder is { } holder ? new TrackToken(Track, Epoch, holder) : null;
}
