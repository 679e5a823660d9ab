using System.Buffers.Text;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Lan.Telemetry;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Pulls;

/// <summary>
/// Answers pulls: <c>GET /v1/servers/{id}/changes</c> with the sealed request in a header, <c>POST /v1/peer</c> with it as the body. Nothing is
/// parsed here but the path: the node opens the bytes, and refuses them unread when no key of the cluster sealed them. What of a pull lasts as long as its
/// sender likes has a deadline: reading it, and writing the answer.
/// </summary>
internal sealed class PullApplication(Action<Input> post, PendingReplies pending, Action busy, TimeProvider time) : IHttpApplication<HttpContext>
{
    private readonly PullBodies _bodies = new(time);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var (bytes, failure) = await ReadAsync(context.Request).ConfigureAwait(false);
        if (bytes is null && failure != StatusCodes.Status503ServiceUnavailable)
        {
            Refuse(context, failure);
            return;
        }

        if (bytes is null || !pending.TryEnter())
        {
            busy();
            Refuse(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        try
        {
            await AnswerAsync(context, bytes).ConfigureAwait(false);
        }
        finally
        {
            pending.Leave();
        }
    }

    private async Task AnswerAsync(HttpContext context, byte[] bytes)
    {
        using var served = EngineTrace.Serve(context.Request.Headers.TraceParent);
        var reply = await AskAsync(bytes, context).ConfigureAwait(false);
        if (reply is null)
        {
            Refuse(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        EngineTrace.Packaged(served, reply.Answer);
        EngineTrace.Sent(served, reply.Answer); // before the last byte has left, since the reader may be done with it before this thread runs again
        await WriteInTimeAsync(context, reply).ConfigureAwait(false);
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

    private ValueTask<(byte[]? Bytes, int Failure)> ReadAsync(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (HttpMethods.IsGet(request.Method) && PullProtocol.IsChangesPath(path))
        {
            return new(ReadHeader(request.Headers[PullProtocol.EnvelopeHeader].ToString()));
        }

        return HttpMethods.IsPost(request.Method) && path == PullProtocol.PeerPath ? _bodies.ReadAsync(request)
            : new((null, StatusCodes.Status404NotFound));
    }

    private static (byte[]? Bytes, int Failure) ReadHeader(string text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(Math.Min(text.Length, PullProtocol.EnvelopeHeaderMax))];
        return text.Length is > 0 and <= PullProtocol.EnvelopeHeaderMax && Convert.TryFromBase64String(text, bytes, out var length)
            ? (bytes[..length], 0)
            : (null, StatusCodes.Status401Unauthorized);
    }

    /// <summary>An answer is megabytes, and its asker waits no longer: who reads it slower reads it for nobody.</summary>
    private async Task WriteInTimeAsync(HttpContext context, Reply reply)
    {
        using var deadline = new CancellationTokenSource(PullSettings.TransferTimeout, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            await WriteAsync(context.Response, reply, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // the stream; else what was written would look like a whole answer
        }
    }

    private static async Task WriteAsync(HttpResponse response, Reply reply, CancellationToken cancellationToken)
    {
        response.StatusCode = PullProtocol.StatusOf(reply.Answer);
        if (reply.Answer is ChangesReply changes)
        {
            response.Headers.ETag = ListTag.Of(changes.Current);
        }

        if (response.StatusCode == StatusCodes.Status304NotModified)
        {
            response.Headers[PullProtocol.EnvelopeHeader] = Convert.ToBase64String(reply.Bytes.Span);
            return;
        }

        response.ContentType = PullProtocol.ContentType;
        response.ContentLength = reply.Bytes.Length;
        await response.Body.WriteAsync(reply.Bytes, cancellationToken).ConfigureAwait(false);
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
