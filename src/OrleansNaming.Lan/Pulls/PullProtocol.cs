using System.Globalization;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Pulls;

/// <summary>
/// How pulls look in HTTP (row B6). Only the sealed bytes count: URL, status and ETag repeat what they say, for people, logs and caches, and
/// are believed by nobody.
/// </summary>
internal static class PullProtocol
{
    public const string ContentType = "application/vnd.orleans-naming";

    /// <summary>Carries a sealed message where HTTP has no body: the request of a GET, the answer of a 304.</summary>
    public const string EnvelopeHeader = "Naming-Envelope";

    public const string PeerPath = "/v1/peer";

    private const string ServersPath = "/v1/servers/";
    private const string ChangesPath = "/changes";

    /// <summary>Bytes of base64 in <see cref="EnvelopeHeader"/>; a sealed request has some 300.</summary>
    public const int EnvelopeHeaderMax = 4 << 10;

    /// <summary>Bytes of an answer: the biggest message and room for its envelope.</summary>
    public const int AnswerBytesMax = Limits.SnapshotBytes + (64 << 10);

    public static bool IsChangesPath(string path) =>
        path.StartsWith(ServersPath, StringComparison.Ordinal) && path.EndsWith(ChangesPath, StringComparison.Ordinal);

    public static string PathOf(Message request) => request is ChangesRequest changes ? ChangesOf(changes) : PeerPath;

    public static int StatusOf(Message? answer) => answer switch
    {
        null => 401,
        ChangesReply { Outcome: ChangesOutcome.NotModified } => 304,
        ChangesReply { Outcome: ChangesOutcome.Behind or ChangesOutcome.Superseded } => 409,
        ChangesReply { Outcome: ChangesOutcome.Unknown or ChangesOutcome.NotReady } => 404,
        _ => 200,
    };

    /// <summary>Whether an answer of that status carries sealed bytes.</summary>
    public static bool IsAnswer(int status) => status is 200 or 304 or 404 or 409;

    private static string ChangesOf(ChangesRequest request) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ServersPath}{request.Server}{ChangesPath}?incarnation={request.Since.Incarnation}&since={request.Since.Version}&mode={ModeOf(request.Mode)}");

    private static string ModeOf(PullMode mode) => mode switch
    {
        PullMode.Delta => "delta",
        PullMode.Snapshot => "snapshot",
        _ => "auto",
    };
}
