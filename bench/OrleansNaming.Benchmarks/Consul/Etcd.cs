using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace OrleansNaming.Benchmarks.Consul;

/// <summary>
/// etcd of the system, one node on loopback, asked as its own clients ask: gRPC over HTTP/2, the two messages written by hand, since no other part of them is needed. Stopped by its process id.
/// </summary>
internal sealed class Etcd : IDisposable
{
    private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");

    private readonly Process _process;
    private readonly HttpClient _http;

    public Etcd(string folder)
    {
        var (client, peer) = (Url(), Url());
        _process = Process.Start(new ProcessStartInfo("etcd",
        [
            "--data-dir", Path.Combine(folder, "etcd"), "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
            "--initial-advertise-peer-urls", peer, "--initial-cluster", $"default={peer}", "--log-level", "error", "--unsafe-no-fsync",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _http = new HttpClient { BaseAddress = new Uri(client), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    /// <summary>All keys that begin so.</summary>
    /// <returns>Bytes of the answer.</returns>
    public Task<int> RangeAsync(string prefix)
    {
        var end = Encoding.ASCII.GetBytes(prefix);
        end[^1]++;
        return CallAsync("/etcdserverpb.KV/Range", Message((1, Encoding.ASCII.GetBytes(prefix)), (2, end)));
    }

    public Task<int> PutAsync(string key, string value) =>
        CallAsync("/etcdserverpb.KV/Put", Message((1, Encoding.ASCII.GetBytes(key)), (2, Encoding.ASCII.GetBytes(value))));

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<int> CallAsync(string method, byte[] message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(message) };
        request.Content.Headers.ContentType = Grpc;
        request.Headers.TE.ParseAdd("trailers");
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        return response.TrailingHeaders.TryGetValues("grpc-status", out var status) && status.First() == "0"
            ? body.Length
            : throw new InvalidOperationException($"etcd {method}: {response.StatusCode} {response.TrailingHeaders}");
    }

    /// <summary>A gRPC frame with one protobuf message of length-delimited fields.</summary>
    private static byte[] Message(params (int Field, byte[] Bytes)[] fields)
    {
        var message = new List<byte>();
        foreach (var (field, bytes) in fields)
        {
            message.Add((byte)((field << 3) | 2));
            for (var length = bytes.Length; ; length >>= 7)
            {
                message.Add((byte)(length > 0x7F ? length | 0x80 : length));
                if (length <= 0x7F)
                {
                    break;
                }
            }

            message.AddRange(bytes);
        }

        return [0, 0, 0, (byte)(message.Count >> 8), (byte)message.Count, .. message];
    }

    private static string Url()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
