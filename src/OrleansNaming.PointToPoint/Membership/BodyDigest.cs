using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>
/// SHA-256 of a request's body, for its code (design rule 15). The code stands in the request's head, so the body is held in memory on both
/// sides: up to <see cref="Limits.BodyBytes"/>. What is longer, or does not say how long it is, goes out as
/// <see cref="NotCovered"/>, which the code covers: nobody can make that of a covered one.
/// </summary>
internal static class BodyDigest
{
    public const string NotCovered = "-";

    private static readonly string Empty = Convert.ToHexStringLower(SHA256.HashData([]));

    public static bool IsWellFormed(string text) => text == NotCovered || (text.Length == Empty.Length && text.All(char.IsAsciiHexDigitLower));

    /// <summary>Of what is about to be sent. Content that is covered has been loaded into its buffer then, and can be sent again.</summary>
    public static async ValueTask<string> OfAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return Empty;
        }

        if (!await IsLoadedAsync(content, cancellationToken).ConfigureAwait(false))
        {
            return NotCovered;
        }

        // Its own stream over the buffer, which is sent afterwards from its beginning.
        using var body = new MemoryStream();
        await content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
    }

    /// <summary>
    /// Whether the body that came is the one that was signed; it can be read anew then. False for any that is longer than a signed one may be.
    /// </summary>
    public static async ValueTask<bool> HoldsAsync(HttpContext context, string digest)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return digest == Empty;
        }

        var held = new MemoryStream();
        var piece = new byte[8_192];
        int read;
        while ((read = await context.Request.Body.ReadAsync(piece, context.RequestAborted).ConfigureAwait(false)) > 0)
        {
            await held.WriteAsync(piece.AsMemory(0, read), context.RequestAborted).ConfigureAwait(false);
            if (held.Length > Limits.BodyBytes)
            {
                return false;
            }
        }

        held.Position = 0;
        context.Request.Body = held;
        return digest == Convert.ToHexStringLower(SHA256.HashData(held.GetBuffer().AsSpan(0, (int)held.Length)));
    }

    /// <summary>A stream without a length may be a conversation, which must not wait for its end; JSON is an object that is written down whole.</summary>
    private static async ValueTask<bool> IsLoadedAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is { } length)
        {
            if (length <= Limits.BodyBytes)
            {
                await content.LoadIntoBufferAsync(Limits.BodyBytes, cancellationToken).ConfigureAwait(false);
            }

            return length <= Limits.BodyBytes;
        }

        try
        {
            await (content is JsonContent ? content.LoadIntoBufferAsync(Limits.BodyBytes, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
            return content is JsonContent;
        }
        catch (HttpRequestException)
        {
            return false; // Above the limit; it is written down once more when it is sent.
        }
    }
}
