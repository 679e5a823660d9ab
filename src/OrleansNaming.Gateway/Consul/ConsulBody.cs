using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Consul;

/// <summary>Reads a body raw, whatever content type it claims.</summary>
internal static class ConsulBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>Parses the body while its document is there.</summary>
    public static Task<T> ReadAsync<T>(HttpContext context, Func<LooseJson, T> read) => ApiBody.ReadAsync(context, bytes => Parse(bytes, read));

    private static T Parse<T>(ReadOnlySequence<byte> bytes, Func<LooseJson, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            var body = new LooseJson(document.RootElement);
            return body.IsObject ? read(body) : throw ApiQuery.Invalid("Request decode failed: the body is no JSON object");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // A string with half a surrogate pair parses, and fails when it is read.
            throw ApiQuery.Invalid($"Request decode failed: {ApiBody.Plain(wrong.Message)}");
        }
    }
}
