namespace OrleansNaming.Gateway.Access;

/// <summary>Who calls, and what it may.</summary>
/// <param name="Name">The key's name, the signed-in user's, or a word for who showed neither. Never a secret.</param>
/// <param name="Roles">Nothing, for who may do nothing.</param>
/// <param name="Refused">What it is told where that is not enough; null for what is always said.</param>
internal sealed record ApiCaller(string Name, IReadOnlyList<NamingRole> Roles, ApiDenial? Refused = null)
{
    /// <summary>Whoever calls from this machine while there are no keys.</summary>
    public const string Loopback = "loopback";

    /// <summary>Whoever showed no key, or none of ours.</summary>
    public const string Unknown = "unknown";

    /// <summary>Whether it showed who it is.</summary>
    public bool IsKnown => Refused is null;

    public bool May(NamingRole needed) => needed == NamingRole.Anyone || Roles.Any(role => Includes(role, needed));

    private static bool Includes(NamingRole role, NamingRole needed) =>
        role == needed || role == NamingRole.Administrator || (needed == NamingRole.Viewer && role > NamingRole.Viewer);
}
