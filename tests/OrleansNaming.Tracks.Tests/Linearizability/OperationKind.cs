namespace OrleansNaming.Tracks.Tests.Linearizability;

internal enum OperationKind
{
    Read,

    /// <summary>A take, from nobody or from a holder presumed dead: an expiry is a take by another.</summary>
    Take,

    Beat,

    Release,
}
