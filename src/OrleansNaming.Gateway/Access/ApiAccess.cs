namespace OrleansNaming.Gateway.Access;

/// <summary>What a route asks of its caller. There is no default: a route without one does not compile.</summary>
internal enum ApiAccess
{
    /// <summary>Anyone: says nothing about the directory.</summary>
    Open,

    /// <summary>Whoever may read.</summary>
    Read,

    /// <summary>Whoever holds an admin key, or is on this machine while there is none.</summary>
    Write,
}
