using System.Net;

namespace OrleansNaming.Lan.Pulls;

/// <summary>Where the listener for pulls stands.</summary>
/// <param name="Address">The local address.</param>
/// <param name="Port">The port; null for <see cref="PortDefault"/>, or any free one where that is taken by another node of this machine.</param>
internal sealed record PullSettings(IPAddress Address, int? Port)
{
    public const int PortDefault = 7601;

    /// <summary>Connections at once; a peer needs one (HTTP/2).</summary>
    public const int ConnectionsMax = 1_000;

    /// <summary>Connections at once of one other host.</summary>
    public const int ConnectionsPerHostMax = 50;

    /// <summary>Pulls in progress; a further one is answered 503 with Retry-After, and its asker tries again with backoff (rule 7).</summary>
    public const int PendingMax = 64;

    /// <summary>Bytes of bodies that are being read, all together; a further one is answered 503.</summary>
    public const int BodiesBytesMax = PendingMax * Limits.BodyBytes;

    /// <summary>How long a pull's body may take to come, and its answer to go: as long as its asker waits for the whole.</summary>
    public static readonly TimeSpan TransferTimeout = Timing.FetchTimeout;

    /// <summary>How long a pull waits for the node's answer; the asker gives up sooner.</summary>
    public static readonly TimeSpan PendingTimeout = TimeSpan.FromSeconds(10);
}
