using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OrleansNaming.Gateway.Eureka;

/// <summary>Writes answers as Eureka's clients ask for them: XML unless JSON is asked for, compressed when gzip is.</summary>
internal static class EurekaAnswer
{
    public static async Task WriteAsync(HttpContext context, EurekaField.Part root)
    {
        var isJson = Asks(context.Request.Headers.Accept.ToString(), "json");
        var bytes = new MemoryStream();
        if (Asks(context.Request.Headers.AcceptEncoding.ToString(), "gzip"))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            using var packed = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true);
            Write(packed, root, isJson);
        }
        else
        {
            Write(bytes, root, isJson);
        }

        context.Response.ContentType = isJson ? "application/json" : "application/xml";
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.Vary = "Accept, Accept-Encoding";
        await context.Response.Body.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), context.RequestAborted).ConfigureAwait(false);
    }

    public static Task ProblemAsync(HttpContext context, int status, Refusal refusal, string detail)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"naming\"";
        }
        else if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        using var body = new MemoryStream();
        EurekaWriter.Json(body, new EurekaField.Part("problem", [new EurekaField.Text("error", detail)]), isInner: true);
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(body.ToArray(), context.RequestAborted).AsTask();
    }

    /// <summary>The password of Eureka's URLs (<c>http://user:password@host/eureka</c>) is a key of the API; whose it is does not matter.</summary>
    public static void ShowKey(HttpRequest request)
    {
        const string Basic = "Basic ";
        var header = request.Headers.Authorization.ToString();
        var bytes = new byte[header.Length];
        if (header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length))
        {
            var pair = Encoding.UTF8.GetString(bytes, 0, length);
            var key = pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
            request.Headers.Authorization = key.All(c => c is > ' ' and <= '~') ? $"Bearer {key}" : "";
        }
    }

    private static bool Asks(string header, string word) => header.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static void Write(Stream output, EurekaField.Part root, bool isJson)
    {
        if (isJson)
        {
            EurekaWriter.Json(output, root);
        }
        else
        {
            EurekaWriter.Xml(output, root);
        }
    }
}
