namespace OrleansNaming.Guests;

/// <summary>Keep the word that a guest was deregistered, which nobody else keeps any more: with its revision and its time (rule 14).</summary>
internal sealed record BuryGuest(Tombstone Tombstone) : Change;
