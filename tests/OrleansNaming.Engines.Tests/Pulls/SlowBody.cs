using System.Net;
using OrleansNaming.Lan.Pulls;

namespace OrleansNaming.Engines.Tests.Pulls;

/// <summary>A body of the largest size of which one byte comes, and then nothing for as long as the test lives.</summary>
internal sealed class SlowBody : HttpContent
{
    private readonly TaskCompletionSource _rest = new();

    public SlowBody() => Headers.ContentType = new(PullProtocol.ContentType);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(new byte[1]);
        await stream.FlushAsync();
        await _rest.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Limits.BodyBytes;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _rest.TrySetCanceled();
        base.Dispose(disposing);
    }
}
