using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrleansNaming.Api;

namespace OrleansNaming.Gateway.Routes;

/// <summary>
/// Reads a body raw, whatever its content type says: curl sends a form's type by default, and the framework's binding would answer
/// 415. Never more than the cap is read.
/// </summary>
internal static class ApiBody
{
    /// <summary>What a registration asks for; nothing at all may be said.</summary>
    public static async Task<Registration> RegistrationAsync(HttpContext context, string name, string instance)
    {
        var body = await ReadAsync(context, ApiRequestJson.Default.ApiRegistration).ConfigureAwait(false) ?? new ApiRegistration();
        return body.FindNull() is { } wrong ? throw ApiQuery.Invalid($"{wrong}: leave it out, or give a value") : body.ToRegistration(name, instance);
    }

    /// <summary>An instance's word for a check.</summary>
    public static async Task<(InstanceHealth Health, string Output)> HealthAsync(HttpContext context)
    {
        var body = await ReadAsync(context, ApiRequestJson.Default.ApiHealthWord).ConfigureAwait(false);
        return ApiWord.TryRead<InstanceHealth>(body?.Health, out var health)
            ? (health, body?.Output ?? "")
            : throw ApiQuery.Invalid("'health' is none of healthy, warning and unhealthy");
    }

    /// <summary>The body as JSON, or null when there is none.</summary>
    public static Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class => ReadAsync(context, bytes => Parse(bytes, type));

    /// <summary>The body as whatever it is parsed to.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext context, Func<ReadOnlySequence<byte>, T> parse)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Limits.BodyBytes;
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            var taken = read.Buffer.Start;
            try
            {
                if (read.Buffer.Length > Limits.BodyBytes)
                {
                    throw new BadHttpRequestException($"the body is above {Limits.BodyBytes} bytes", StatusCodes.Status413PayloadTooLarge);
                }

                if (read.IsCompleted)
                {
                    taken = read.Buffer.End;
                    return parse(read.Buffer);
                }
            }
            finally
            {
                // Also when it is refused: the server reads the rest away itself, and drops the connection when it finds a read unfinished.
                reader.AdvanceTo(taken, read.Buffer.End);
            }
        }
    }

    private static T? Parse<T>(ReadOnlySequence<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = type.Options.MaxDepth });
            var body = JsonSerializer.Deserialize(ref reader, type) ?? throw ApiQuery.Invalid("the body is null: send a JSON object, or nothing");
            // Throws when anything but white space follows.
            reader.Read();
            return body;
        }
        catch (JsonException wrong)
        {
            throw ApiQuery.Invalid($"the body is not the JSON object that is expected: {Plain(wrong.Message)}");
        }
    }

    /// <summary>The parser's words may quote the body.</summary>
    public static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
