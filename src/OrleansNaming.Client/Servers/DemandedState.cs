using OrleansNaming.InProcess;

namespace OrleansNaming.Servers;

/// <summary>How a read's demand is sent, and what the answer was taken from is read.</summary>
internal static class DemandedState
{
    /// <summary>Both ways: what was seen, and what the answer shows.</summary>
    public const string ReadTokenHeader = "Naming-Read-Token";

    /// <summary>Why an answer has no read token.</summary>
    public const string ProblemHeader = "Naming-Read-Token-Problem";

    /// <summary>The arguments, each with its &amp;.</summary>
    public static string Query(ReadOptions options)
    {
        var seconds = Wait(options).TotalSeconds;
        return !options.Demands ? ""
            : FormattableString.Invariant($"{(options.AtLeast is { Server.Value: not null } token ? $"&atLeast={Uri.EscapeDataString(token.ToString())}" : "")}&timeout={seconds:0.###}");
    }

    /// <summary>How long a server may take on purpose: as much as any server does.</summary>
    public static TimeSpan Wait(ReadOptions options) =>
        !options.Demands || options.Timeout < TimeSpan.Zero ? TimeSpan.Zero
        : options.Timeout > DirectoryReader.TimeoutMax ? DirectoryReader.TimeoutMax
        : options.Timeout;

    public static HttpRequestMessage Request(Uri path, ReadOptions options)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (options.Session is { } session)
        {
            request.Headers.TryAddWithoutValidation(ReadTokenHeader, session.Seen.ToString());
        }

        return request;
    }

    public static void Remember(HttpResponseMessage response, ReadSession? session)
    {
        if (session is null)
        {
            return;
        }

        var problem = response.Headers.TryGetValues(ProblemHeader, out var problems) ? string.Join(' ', problems) : "the server gave no read token: it may be of an earlier version";
        session.Saw(response.Headers.TryGetValues(ReadTokenHeader, out var texts) && ReadToken.TryParse(texts.FirstOrDefault(), out var token) ? token : null, problem);
    }
}
