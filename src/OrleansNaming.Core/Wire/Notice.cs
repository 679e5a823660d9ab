namespace OrleansNaming.Wire;

/// <summary>An owner's announcement of its present stamp (design rule 5, row B2). The owner is the envelope's sender.</summary>
/// <param name="Stamp">The present state; its boot is the envelope's.</param>
/// <param name="Digest">That state's digest.</param>
/// <param name="Status">What the owner says of itself.</param>
/// <param name="Interval">The sender's T: receivers measure its silence in it.</param>
/// <param name="AcknowledgementWanted">Every receiver is to acknowledge once it has applied <paramref name="Stamp"/>.</param>
/// <param name="Inline">The change itself when it fits; base 0 is a full list.</param>
internal sealed record Notice(
    Stamp Stamp, Digest Digest, OwnerStatus Status, TimeSpan Interval, bool AcknowledgementWanted, Delta? Inline) : Message;
