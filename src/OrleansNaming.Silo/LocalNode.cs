using System.Buffers;
using System.Net;
using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Silo.Storage;

namespace OrleansNaming.Silo;

/// <summary>Where this silo's grain service and grains find its node. They are there before it starts and after it has ended: then nobody answers.</summary>
internal sealed class LocalNode
{
    /// <summary>A node answers from memory; only a change waits, for storage.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private volatile Running? _running;

    /// <summary>Where datagrams go; null until the node listens.</summary>
    public IDatagramSink? Sink { get; set; }

    public void Start(ServerId server, NodeHost host, PendingReplies replies, GrainStore store) => _running = new Running(server.Value, host, replies, store);

    public void Stop() => (_running, Sink) = (null, null);

    /// <summary>Takes a datagram over; the buffer is of the shared pool.</summary>
    public void Received(byte[] rented, int length, IPAddress source)
    {
        if (Sink is { } sink)
        {
            sink.Received(rented, length, source);
        }
        else
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Tells that server's node, when it is here, that its grain has stored a write.</summary>
    public void Stored(string server, JournalHead head)
    {
        if (_running is { } running && running.Server == server)
        {
            running.Store.Stored(head);
        }
    }

    /// <summary>The node's answer when it is that server's, and null when there is none of that name here.</summary>
    public async ValueTask<byte[]?> AnswerAsync(string server, byte[] request, byte[] source) =>
        _running?.Server == server ? await CallAsync(request, new IPAddress(source)).ConfigureAwait(false) : null;

    /// <summary>The node's answer; empty when there is no node, when it has too much to do, or refuses the request unread.</summary>
    public async ValueTask<byte[]> CallAsync(byte[] request, IPAddress source)
    {
        if (_running is not { } running || !running.Replies.TryEnter())
        {
            return [];
        }

        var (id, answer) = running.Replies.Open();
        try
        {
            running.Host.Bring(new CallReceived(id, request, source));
            return (await answer.WaitAsync(AnswerTimeout).ConfigureAwait(false)).Bytes.ToArray();
        }
        catch (TimeoutException)
        {
            return [];
        }
        finally
        {
            running.Replies.Forget(id);
            running.Replies.Leave();
        }
    }

    private sealed record Running(string Server, NodeHost Host, PendingReplies Replies, GrainStore Store);
}
