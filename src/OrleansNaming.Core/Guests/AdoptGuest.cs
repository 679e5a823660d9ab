namespace OrleansNaming.Guests;

/// <summary>Become the holder of a guest: its holder is gone, or hands it over. Keeps the revision, raises the hold (rule 14).</summary>
internal sealed record AdoptGuest(Instance Record) : Change;
