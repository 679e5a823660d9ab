using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Streams;

namespace OrleansNaming.EndToEnd.Tests.Api;

public sealed class SseWriterTests
{
    [Fact]
    public async Task A_reader_that_takes_nothing_holds_the_writer_up()
    {
        var connection = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 0));
        var context = new DefaultHttpContext();
        context.Response.Body = connection.Writer.AsStream();
        var stream = new SseWriter(context.Response);
        var owner = new ApiFollowHello(new string('o', 1_000), "alpha");

        var (written, writing) = (0, Task.CompletedTask);
        while (writing.IsCompleted && written < 1_000)
        {
            writing = stream.AddAsync("owner", owner, ApiJson.Default.ApiFollowHello, TestContext.Current.CancellationToken);
            written++;
        }

        Assert.InRange(written, SseWriter.WaitingMax / 2_000, SseWriter.WaitingMax / 1_000 + 1);
        var reading = connection.Reader.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        await writing;
        await connection.Writer.CompleteAsync();
        await reading;
    }
}
