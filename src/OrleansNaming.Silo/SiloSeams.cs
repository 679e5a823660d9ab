using OrleansNaming.Lan.Datagrams;

namespace OrleansNaming.Silo;

/// <summary>Where a test takes the place of a real part; as it stands, everything is real.</summary>
internal sealed record SiloSeams
{
    /// <summary>Puts something around the notices.</summary>
    public Func<IDatagramTransport, IDatagramTransport> Notices { get; init; } = static real => real;

    /// <summary>Cuts pulls to a peer.</summary>
    public Func<PeerAddress, bool> MayPull { get; init; } = static _ => true;

    /// <summary>Told of the engine before it starts.</summary>
    public Action<SiloEngine> Made { get; init; } = static _ => { };
}
