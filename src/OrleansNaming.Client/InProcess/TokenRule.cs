namespace OrleansNaming.InProcess;

/// <summary>
/// Whether a list contains the write that a token stands for (design rule 17). Within an epoch the version decides. A later epoch
/// contains it only if its chain of ancestors says so: the new life may have begun from an older state, and then the write is lost, which
/// must be said instead of waited out.
/// </summary>
internal static class TokenRule
{
    public static TokenVerdict Judge(OwnerView? owner, Token token)
    {
        if (owner?.Advertisement is not { } shown)
        {
            return TokenVerdict.NotYet;
        }

        // Hidden is not Left: who said goodbye has told its last state, who fell silent may have more to say.
        if (!owner.IsShown && shown.Status != OwnerStatus.Left)
        {
            return TokenVerdict.NotYet;
        }

        var order = shown.Stamp.Epoch.CompareTo(token.Stamp.Epoch);
        return order < 0 ? TokenVerdict.NotYet
            : order > 0 ? Inherited(shown.Inherits, token.Stamp)
            : shown.Stamp.Version >= token.Stamp.Version ? TokenVerdict.Contained
            : TokenVerdict.NotYet;
    }

    private static TokenVerdict Inherited(IReadOnlyList<Stamp> ancestors, Stamp write)
    {
        foreach (var ancestor in ancestors)
        {
            if (ancestor.Epoch == write.Epoch)
            {
                return ancestor.Version >= write.Version ? TokenVerdict.Contained : TokenVerdict.Lost;
            }
        }

        return TokenVerdict.Lost;
    }
}
