namespace OrleansNaming.Replica;

/// <summary>
/// For each guest every record and tombstone that some owner's list holds, and which of them counts (rule 14).
/// </summary>
/// <remarks>
/// A guest may be claimed by several owners at once: its client moved, or a holder was adopted from and came back. All claims
/// stay, those of hidden owners too, since a tombstone must outrank an older record wherever it stands (S4). Costs memory only
/// for guests. Belongs to the replica's writer: not for other threads.
/// </remarks>
internal sealed class GuestIndex
{
    /// <summary>Invariant: no array is empty, each owner stands in it at most once, in order, and what is past stands behind what is not.</summary>
    private readonly Dictionary<EntryKey, GuestClaim[]> _claims = [];

    private readonly Dictionary<ServerId, GuestRoll> _rolls = [];

    /// <summary>How many guests some owner lists, by record or tombstone.</summary>
    public int Count => _claims.Count;

    /// <summary>The claim that counts, or null when nobody lists that guest, or only in words that are past.</summary>
    public GuestClaim? Winner(EntryKey guest) => _claims.TryGetValue(guest, out var claims) && !claims[0].IsPast ? claims[0] : null;

    /// <summary>All claims on a guest, the winner first, past ones among them.</summary>
    public IReadOnlyList<GuestClaim> Claims(EntryKey guest) => _claims.GetValueOrDefault(guest) ?? [];

    /// <summary>Every guest that the owner's list names, by record or tombstone, in order; as it is now.</summary>
    public IReadOnlyList<EntryKey> Of(ServerId owner) => _rolls.TryGetValue(owner, out var roll) ? roll.Keys : [];

    /// <summary>Replaces what an owner says of a guest; null: it says nothing any more.</summary>
    internal void Set(ServerId owner, EntryKey guest, GuestClaim? claim)
    {
        var before = Claims(guest);
        var claims = before.Where(other => other.Owner != owner).ToList();
        if (claim is { } mine)
        {
            var past = before.FirstOrDefault(old => old.IsPast && old.Repeats(mine));
            claims.Add(mine with { IsPast = past.IsPast, BuriedBy = past.BuriedBy });
        }

        if (claims.Count == 0)
        {
            _claims.Remove(guest);
        }
        else
        {
            _claims[guest] = [.. Judged(claims).OrderBy(c => c.IsPast).ThenByDescending(c => c)];
        }

        Enroll(owner, guest, claim is not null);
    }

    /// <summary>Marks as past what is older than some other word that still counts.</summary>
    private static IEnumerable<GuestClaim> Judged(List<GuestClaim> claims) =>
        claims.Select(claim => claims.Where(other => !other.IsPast && claim.IsOlderThan(other)).Order().ToList() is { Count: > 0 } newer
            ? claim with { IsPast = true, BuriedBy = newer[^1].Entry as Tombstone, IsInDoubt = false }
            : claim with { IsInDoubt = false });

    /// <summary>
    /// The owner's words that are past though nothing newer is left, for the second time in a row: a living holder that had heard of the
    /// newer one would have dropped them, so they count again. Called every ten seconds or so; <paramref name="isCurrent"/>: the owner lives
    /// and nothing newer of it is known of, else the doubt begins anew. But where the newer word was a deregistration, the list that had it was lost with
    /// its server's disk before the holder heard of it: its tombstone goes to <paramref name="lost"/>, to be set again (seed 1087).
    /// </summary>
    internal List<EntryKey> Reconsider(ServerId owner, bool isCurrent, List<Tombstone> lost)
    {
        var again = new List<EntryKey>();
        foreach (var guest in Of(owner))
        {
            var claims = _claims[guest];
            if (!claims[0].IsPast || claims[0].Owner != owner)
            {
                continue;
            }

            if (claims[0].IsInDoubt && isCurrent)
            {
                if (claims[0].BuriedBy is { } tombstone)
                {
                    lost.Add(tombstone);
                }
                else
                {
                    again.Add(guest);
                }
            }
            else if (claims[0].IsInDoubt != isCurrent)
            {
                _claims[guest] = [claims[0] with { IsInDoubt = isCurrent }, .. claims[1..]];
            }
        }

        return again;
    }

    private void Enroll(ServerId owner, EntryKey guest, bool isListed)
    {
        if (!_rolls.TryGetValue(owner, out var roll))
        {
            _rolls[owner] = roll = new GuestRoll();
        }

        roll.Set(guest, isListed);
        if (roll.Count == 0)
        {
            _rolls.Remove(owner);
        }
    }
}
