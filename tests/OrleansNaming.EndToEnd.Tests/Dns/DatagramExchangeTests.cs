using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.EndToEnd.Tests.Dns;

/// <summary>Both ways of exchanging datagrams do the same, on real sockets.</summary>
public sealed class DatagramExchangeTests : IDisposable
{
    private readonly Socket _server = Bound();
    private readonly Socket _client = Bound();

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_question_is_answered_once_to_whom_it_came_from_and_no_answer_is_sent_for_none(bool batched)
    {
        var exchange = Open(batched);
        for (var i = 0; i < 40; i++)
        {
            _client.SendTo(BitConverter.GetBytes(i), _server.LocalEndPoint!);
        }

        var asked = new List<int>();
        while (asked.Count < 40)
        {
            exchange.Turn((question, source, reply) =>
            {
                asked.Add(BitConverter.ToInt32(question));
                Assert.Equal(((IPEndPoint)_client.LocalEndPoint!).Port, BinaryPrimitives.ReadUInt16BigEndian(source[2..]));
                question.CopyTo(reply);
                return asked[^1] % 3 == 0 ? 0 : question.Length;
            });
        }

        Assert.Equal(Enumerable.Range(0, 40), asked);
        Assert.Equal(Enumerable.Range(0, 40).Where(i => i % 3 != 0), Answers(26));
        Assert.Equal(0, _client.Available);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_that_cannot_be_sent_holds_up_no_other(bool batched)
    {
        var exchange = Open(batched);
        _client.SendTo(BitConverter.GetBytes(0), _server.LocalEndPoint!);
        _client.SendTo(BitConverter.GetBytes(7), _server.LocalEndPoint!);
        for (var asked = 0; asked < 2;)
        {
            try
            {
                exchange.Turn((question, source, reply) =>
                {
                    asked++;
                    question.CopyTo(reply);
                    if (question[0] == 0)
                    {
                        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(source), source.Length)[2..4].Clear(); // to port 0 nothing can be sent
                    }

                    return question.Length;
                });
            }
            catch (SocketException)
            {
                Assert.False(batched); // one alone fails alone
            }
        }

        Assert.Equal([7], Answers(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wait_ends_when_the_socket_is_closed(bool batched)
    {
        var exchange = Open(batched);
        using var asked = new SemaphoreSlim(0);
        var lengths = new List<int>();
        var waits = new Thread(() =>
        {
            try
            {
                for (var turn = 0; turn < 101; turn++)
                {
                    exchange.Turn((question, _, _) => Note(question.Length));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It ended.
            }
        });
        waits.Start();
        for (var i = 0; i < 100; i++)
        {
            _client.SendTo(new byte[4], _server.LocalEndPoint!);
            Assert.True(asked.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        _server.Dispose();
        Assert.True(waits.Join(TimeSpan.FromSeconds(30)));
        Assert.All(lengths, length => Assert.Equal(4, length));

        int Note(int length)
        {
            lengths.Add(length);
            asked.Release();
            return 0;
        }
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private IDatagramExchange Open(bool batched)
    {
        Assert.SkipWhen(batched && !OperatingSystem.IsLinux(), "batches are Linux's");
        return batched ? BatchedDatagrams.TryOpen(_server)! : new SingleDatagrams(_server);
    }

    private List<int> Answers(int count)
    {
        var answer = new byte[DnsReply.DatagramBytes];
        return [.. Enumerable.Range(0, count).Select(_ => BitConverter.ToInt32(answer.AsSpan(0, _client.Receive(answer))))];
    }
}
