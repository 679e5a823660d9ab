using System.Buffers.Text;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrleansNaming.Lan.Telemetry;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Pulls;

/// <summary>
/// Answers pulls: <c>GET /v1/servers/{id}/changes</c> with the sealed request in a header, <c>POST /v1/peer</c> with it as the body. Nothing is
/// parsed here but the path: the node opens the bytes, and refuses them unread when no key of the cluster sealed them.
/// </summary>
internal sealed class PullApplication(Action<Input> post, PendingReplies pending, Action busy, TimeProvider time) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (!pending.TryEnter())
        {
            busy();
            Refuse(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        try
        {
            await AnswerAsync(context).ConfigureAwait(false);
        }
        finally
        {
            pending.Leave();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (bytes, failure) = await ReadAsync(context.Request).ConfigureAwait(false);
        if (bytes is null)
        {
            Refuse(context, failure);
            return;
        }

        using var served = EngineTrace.Serve(context.Request.Headers.TraceParent);
        var reply = await AskAsync(bytes, context).ConfigureAwait(false);
        if (reply is null)
        {
            Refuse(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        EngineTrace.Packaged(served, reply.Answer);
        EngineTrace.Sent(served, reply.Answer); // before the last byte has left, since the reader may be done with it before this thread runs again
        await WriteAsync(context.Response, reply).ConfigureAwait(false);
    }

    private async Task<Reply?> AskAsync(byte[] bytes, HttpContext context)
    {
        var (id, answer) = pending.Open();
        try
        {
            post(new CallReceived(id, bytes, context.Connection.RemoteIpAddress ?? IPAddress.None));
            return await answer.WaitAsync(PullSettings.PendingTimeout, time, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            pending.Forget(id);
        }
    }

    private static ValueTask<(byte[]? Bytes, int Failure)> ReadAsync(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (HttpMethods.IsGet(request.Method) && PullProtocol.IsChangesPath(path))
        {
            return new(ReadHeader(request.Headers[PullProtocol.EnvelopeHeader].ToString()));
        }

        return HttpMethods.IsPost(request.Method) && path == PullProtocol.PeerPath ? ReadBodyAsync(request)
            : new((null, StatusCodes.Status404NotFound));
    }

    private static (byte[]? Bytes, int Failure) ReadHeader(string text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(Math.Min(text.Length, PullProtocol.EnvelopeHeaderMax))];
        return text.Length is > 0 and <= PullProtocol.EnvelopeHeaderMax && Convert.TryFromBase64String(text, bytes, out var length)
            ? (bytes[..length], 0)
            : (null, StatusCodes.Status401Unauthorized);
    }

    private static async ValueTask<(byte[]? Bytes, int Failure)> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentType != PullProtocol.ContentType)
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength is not (> 0 and <= Limits.BodyBytes))
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        var bytes = new byte[request.ContentLength.Value];
        try
        {
            await request.Body.ReadExactlyAsync(bytes, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return (bytes, 0);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (null, StatusCodes.Status400BadRequest); // nobody reads this: the connection broke
        }
    }

    private static async Task WriteAsync(HttpResponse response, Reply reply)
    {
        response.StatusCode = PullProtocol.StatusOf(reply.Answer);
        if (reply.Answer is ChangesReply changes)
        {
            response.Headers.ETag = PullProtocol.ETag(changes.Current);
        }

        if (response.StatusCode == StatusCodes.Status304NotModified)
        {
            response.Headers[PullProtocol.EnvelopeHeader] = Convert.ToBase64String(reply.Bytes.Span);
            return;
        }

        response.ContentType = PullProtocol.ContentType;
        response.ContentLength = reply.Bytes.Length;
        await response.Body.WriteAsync(reply.Bytes, response.HttpContext.RequestAborted).ConfigureAwait(false);
    }

    private static void Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }
    }
}
