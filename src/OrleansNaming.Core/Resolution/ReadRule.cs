using OrleansNaming.Replica;

namespace OrleansNaming.Resolution;

/// <summary>
/// Whether a replica shows what a read demands (design rule 17). A write's token demands that write: within an epoch the version decides; a later epoch
/// contains it only if its chain of ancestors says so, since the new life may have begun from an older state, and then the write is lost, which must be
/// said instead of waited out. What was read before (<see cref="ReadToken"/>) demands only that nothing older is answered: there a later life is enough,
/// and so is an owner that is hidden now, since liveness is no content.
/// </summary>
internal static class ReadRule
{
    /// <summary>What is demanded as a whole, and of it the first that is not contained; the default when all is.</summary>
    public static (ReadVerdict Verdict, Token Missing) Judge(DirectoryReplica replica, Token? atLeast, ReadToken? seen)
    {
        if (atLeast is { Server.Value: not null } write && Judge(replica.Find(write.Server), write) is var verdict and not ReadVerdict.Contained)
        {
            return (verdict, write);
        }

        foreach (var read in seen?.Seen ?? [])
        {
            if (!Reaches(replica.Find(read.Server), read.Stamp))
            {
                return (ReadVerdict.NotYet, read);
            }
        }

        return (ReadVerdict.Contained, default);
    }

    public static ReadVerdict Judge(OwnerView? owner, Token token)
    {
        if (owner?.Advertisement is not { } shown)
        {
            return ReadVerdict.NotYet;
        }

        // Hidden is not Left: who said goodbye has told its last state, who fell silent may have more to say.
        if (!owner.IsShown && shown.Status != OwnerStatus.Left)
        {
            return ReadVerdict.NotYet;
        }

        var order = shown.Stamp.Epoch.CompareTo(token.Stamp.Epoch);
        return order < 0 ? ReadVerdict.NotYet
            : order > 0 ? Inherited(shown.Inherits, token.Stamp)
            : shown.Stamp.Version >= token.Stamp.Version ? ReadVerdict.Contained
            : ReadVerdict.NotYet;
    }

    /// <summary>Also an owner that was forgotten: nothing below what was shown of it comes back (S1).</summary>
    private static bool Reaches(OwnerView? owner, Stamp stamp) => owner is not null && (owner.Stamp >= stamp || owner.ShownBefore >= stamp);

    private static ReadVerdict Inherited(IReadOnlyList<Stamp> ancestors, Stamp write)
    {
        foreach (var ancestor in ancestors)
        {
            if (ancestor.Epoch == write.Epoch)
            {
                return ancestor.Version >= write.Version ? ReadVerdict.Contained : ReadVerdict.Lost;
            }
        }

        return ReadVerdict.Lost;
    }
}
