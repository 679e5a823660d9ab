using OrleansNaming.Wire;

namespace OrleansNaming.Advertising;

/// <summary>
/// List + delta → list: the one pure function by which an owner advances, a store is replayed and a replica follows.
/// </summary>
/// <remarks>
/// A list is a fold over its deltas, and a delta leads only from exactly its base (S5). So wherever the fold has come to
/// the same stamp it has the same lines; the digest proves it before anything is shown (rule 8). A delta from base none
/// carries the full list and needs no history. The digest's sum is kept incrementally, from what really changed, so an odd
/// delta (a remove of an absent line, a key twice) can't make the sum say what the lines do not.
/// </remarks>
internal static class AdvertisementFold
{
    /// <summary>Lines of one list: an owner's registrations and contexts, and as many tombstones (rule 18).</summary>
    public const int LinesMax = 2 * Limits.RegistrationsPerOwner;

    /// <summary>The list of a server that has never opened one: stamp none, no lines.</summary>
    public static Advertisement Nothing(ServerId server) =>
        new(server, default, OwnerStatus.Serving, EntryList.Empty, DigestRule.Compute(default, OwnerStatus.Serving, 0, default), []);

    /// <summary>Applies a delta to exactly its base (S5), or builds the list from a full one.</summary>
    /// <param name="server">The owner.</param>
    /// <param name="current">What is held of it, or null.</param>
    /// <param name="delta">What came.</param>
    /// <param name="inherits">The ancestors that came with a full list; empty with a delta, whose epoch's are kept.</param>
    /// <returns>
    /// Null when the base is not what is held, the result has more than <see cref="LinesMax"/> lines, or its digest does not
    /// come out as the delta says: nothing of it may be shown.
    /// </returns>
    public static Advertisement? Apply(ServerId server, Advertisement? current, Delta delta, IReadOnlyList<Stamp> inherits)
    {
        if (BaseOf(server, current, delta) is not { } lines)
        {
            return null;
        }

        var entries = Fold(lines, EntryBatch.Of(delta.Puts, delta.Removes));
        if (entries.Count > LinesMax
            || DigestRule.Compute(delta.Stamp, delta.Status, entries.Count, entries.Sum) != delta.Digest)
        {
            return null;
        }

        var chain = inherits.Count == 0 && current?.Stamp.Epoch == delta.Stamp.Epoch ? current.Inherits : Chain(last: default, inherits);
        return new Advertisement(server, delta.Stamp, delta.Status, entries, delta.Digest, chain);
    }

    /// <summary>Makes the next version of an owner's own list, digest included.</summary>
    /// <param name="current">What the owner has now.</param>
    /// <param name="stamp">A later stamp. One of another epoch opens a new life: the delta is the full list, and the list inherits <paramref name="current"/>'s stamp.</param>
    /// <param name="status">The owner's status from now on.</param>
    /// <param name="puts">Lines that are new or changed; a put outranks a remove of its key.</param>
    /// <param name="removes">Keys of lines to take away; an absent one is let pass.</param>
    /// <exception cref="ArgumentException">The stamp is not later, or the list would outgrow <see cref="LinesMax"/>: refuse the write before.</exception>
    public static (Advertisement Next, Delta Delta) Advance(
        Advertisement current, Stamp stamp, OwnerStatus status, IReadOnlyList<Entry> puts, IReadOnlyList<EntryKey> removes)
    {
        if (stamp <= current.Stamp || stamp.IsNone)
        {
            throw new ArgumentException($"{stamp} is not later than {current.Stamp} of '{current.Server}'", nameof(stamp));
        }

        var batch = EntryBatch.Of(puts, removes);
        var entries = Fold(current.Entries, batch);
        if (entries.Count > LinesMax)
        {
            throw new ArgumentException($"'{current.Server}' would have {entries.Count} lines, at most {LinesMax} are allowed", nameof(puts));
        }

        var digest = DigestRule.Compute(stamp, status, entries.Count, entries.Sum);
        if (stamp.Epoch != current.Stamp.Epoch)
        {
            var opened = new Advertisement(current.Server, stamp, status, entries, digest, Chain(current.Stamp, current.Inherits));
            return (opened, Full(opened));
        }

        var next = current with { Stamp = stamp, Status = status, Entries = entries, Digest = digest };
        return (next, Between(current, next, batch));
    }

    /// <summary>The whole list as a delta with base 0.</summary>
    public static Delta Full(Advertisement advertisement) => new(
        default, advertisement.Stamp, advertisement.Status, advertisement.Entries.ToArray(), [], advertisement.Digest);

    /// <summary>The chain of a list that contains everything up to <paramref name="last"/> (rule 17), newest first, at most <see cref="Advertisement.InheritsMax"/>.</summary>
    public static IReadOnlyList<Stamp> Chain(Stamp last, IReadOnlyList<Stamp> former) =>
        last.IsNone && former.Count <= Advertisement.InheritsMax ? former : [.. (last.IsNone ? former : former.Prepend(last)).Take(Advertisement.InheritsMax)];

    /// <summary>The lines that a delta starts from, or null when it does not start from what is held.</summary>
    private static EntryList? BaseOf(ServerId server, Advertisement? current, Delta delta)
    {
        if (delta.Base.IsNone)
        {
            return delta.Stamp.IsNone ? null : EntryList.Empty;
        }

        var follows = current is not null && current.Server == server && current.Stamp == delta.Base
            && delta.Stamp.Epoch == delta.Base.Epoch && delta.Stamp > delta.Base;
        return follows ? current!.Entries : null;
    }

    private static EntryList Fold(EntryList lines, EntryBatch batch)
    {
        var (sum, bytes) = (lines.Sum, lines.Bytes);
        foreach (var change in batch.Changes)
        {
            var was = lines.Find(change.Key);
            if (ReferenceEquals(was, change.Put))
            {
                continue;
            }

            if (was is not null)
            {
                sum -= DigestRule.Hash(was, out var length);
                bytes -= length + DeltaCodec.Around(length);
            }

            if (change.Put is { } put)
            {
                sum += DigestRule.Hash(put, out var length);
                bytes += length + DeltaCodec.Around(length);
            }
        }

        return lines.With(batch, sum, bytes);
    }

    /// <summary>The delta of a batch: sorted, each key once, and no removes of lines that were not there.</summary>
    private static Delta Between(Advertisement current, Advertisement next, EntryBatch batch)
    {
        var puts = new List<Entry>();
        var removes = new List<EntryKey>();
        foreach (var change in batch.Changes)
        {
            if (change.Put is { } put)
            {
                puts.Add(put);
            }
            else if (current.Entries.Find(change.Key) is not null)
            {
                removes.Add(change.Key);
            }
        }

        return new Delta(current.Stamp, next.Stamp, next.Status, puts, removes, next.Digest);
    }
}
