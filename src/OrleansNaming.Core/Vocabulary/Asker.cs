namespace OrleansNaming;

/// <summary>Who asks, as far as it was proven. Fails closed: whoever is not known to be more is an outsider.</summary>
internal sealed class Asker
{
    private Asker(ServerId? member, bool mayAskInside) => (Member, MayAskInside) = (member, mayAskInside);

    /// <summary>Anyone.</summary>
    public static Asker Outsider { get; } = new(null, mayAskInside: false);

    /// <summary>No member, and allowed to ask for what members get: an administrator, or whoever the policy lets.</summary>
    public static Asker Operator { get; } = new(null, mayAskInside: true);

    /// <summary>The server that it is; null for no member.</summary>
    public ServerId? Member { get; }

    /// <summary>Whether it may ask for <see cref="ResolveScope.Intracluster"/>.</summary>
    public bool MayAskInside { get; }

    /// <summary>A server of the cluster.</summary>
    public static Asker Of(ServerId member) => new(member, mayAskInside: true);

    /// <summary>Whether a question is answered as a member's.</summary>
    public bool SeesInside(ResolveScope scope) => scope switch
    {
        ResolveScope.Auto => Member is not null,
        ResolveScope.Intracluster => MayAskInside,
        _ => false,
    };
}
