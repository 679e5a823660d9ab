using System.Net;
using System.Text.Json;
using OrleansNaming.Api;

namespace OrleansNaming.Servers;

/// <summary>Turns a server's refusal back into the exception that the caller in another process would have got there.</summary>
internal static class ServerAnswer
{
    /// <summary>Bytes of a problem that are read; what is longer is no problem of ours.</summary>
    private const int ProblemBytesMax = 64 << 10;

    /// <summary>Null for a success.</summary>
    public static async Task<NamingException?> RefusalAsync(HttpResponseMessage response, Uri server, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        var problem = await ProblemAsync(response, cancellationToken).ConfigureAwait(false);
        var refusal = ApiWord.TryRead<Refusal>(problem?.Refusal, out var told) && told != Refusal.None ? told : Of(response.StatusCode);
        return new NamingException(refusal, problem?.Detail ?? $"{server} answered {(int)response.StatusCode} {response.ReasonPhrase}: is it a naming server?");
    }

    /// <summary>Whether another server, or the same one a little later, may answer otherwise.</summary>
    public static bool IsWorthAnotherTry(Refusal refusal) =>
        refusal is Refusal.NotReady or Refusal.Stopping or Refusal.Superseded or Refusal.NotReplicated or Refusal.Unreachable;

    private static Refusal Of(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Refusal.Forbidden,
        HttpStatusCode.NotFound => Refusal.NotFound,
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestEntityTooLarge => Refusal.TooMany,
        >= HttpStatusCode.InternalServerError => Refusal.Unreachable,
        _ => Refusal.Invalid,
    };

    private static async Task<ApiProblem?> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != ApiProblem.ContentType || response.Content.Headers.ContentLength > ProblemBytesMax)
        {
            return null;
        }

        try
        {
            await response.Content.LoadIntoBufferAsync(ProblemBytesMax, cancellationToken).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, ApiJson.Default.ApiProblem);
        }
        catch (Exception unreadable) when (unreadable is JsonException or HttpRequestException)
        {
            return null;
        }
    }
}
