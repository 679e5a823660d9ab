namespace OrleansNaming.Tracks.Ownership;

/// <summary>What this server owns, in the order of the tracks' bytes.</summary>
internal sealed class Tenures
{
    /// <summary>An owner stops at this part of its lease, and a challenger begins at <see cref="ChallengerPatience"/>: clocks may differ by some 10 % in their rate.</summary>
    public const double OwnerPatience = 0.95;

    /// <summary>The part of the lease that a challenger sees a row unchanged before it takes the track.</summary>
    public const double ChallengerPatience = 1.05;

    private readonly SortedDictionary<string, Tenure> _held = new(StringComparer.Ordinal);

    public int Count => _held.Count;

    public IEnumerable<Tenure> All => _held.Values;

    public Tenure? Find(string track) => _held.GetValueOrDefault(track);

    public bool Holds(TrackToken token) => Find(token.Track)?.Token == token;

    public void Hold(TrackToken token, TimeSpan deadline) => _held[token.Track] = new Tenure(token, deadline);

    public void Renew(TrackToken token, TimeSpan deadline)
    {
        if (Holds(token) && deadline > _held[token.Track].Deadline)
        {
            Hold(token, deadline);
        }
    }

    public void Drop(string track) => _held.Remove(track);
}
