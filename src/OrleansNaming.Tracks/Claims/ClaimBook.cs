using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Claims;

/// <summary>
/// This server's claims with their counters (row E16). A claim stands for so many own adverts; when it is contested and lost it is withdrawn, in the next advert;
/// when it has stood long enough it is awarded.
/// </summary>
internal sealed class ClaimBook(int count)
{
    private readonly SortedDictionary<string, int> _counters = new(StringComparer.Ordinal);

    public IReadOnlyList<ClaimedTrack> Claims => [.. _counters.Select(pair => new ClaimedTrack(pair.Key, pair.Value))];

    public int Count => _counters.Count;

    public void Begin(string track) => _counters.TryAdd(track, count);

    public void Withdraw(string track) => _counters.Remove(track);

    public void Clear() => _counters.Clear();

    /// <summary>Counts one own advert; those whose counter is 0 then are awarded, and leave the book.</summary>
    public IReadOnlyList<string> CountDown()
    {
        List<string> awarded = [];
        foreach (var (track, counter) in _counters.ToList())
        {
            if (counter > 1)
            {
                _counters[track] = counter - 1;
            }
            else
            {
                _counters.Remove(track);
                awarded.Add(track);
            }
        }

        return awarded;
    }
}
