using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansNaming.PointToPoint.Tests.Namespaces;

/// <summary>What runs in a namespace: this very program with the word <c>lab</c>. Each says on its output what happened.</summary>
internal static class LabProgram
{
    /// <summary>Longer than three tries of ARP; a connection over a working link takes a thousandth.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Task<int> RunAsync(string[] args) => args switch
    {
        ["serve", var name, .. var addresses] => ServeAsync(name, addresses),
        ["call", var address] => CallAsync(IPEndPoint.Parse(address)),
        ["datagram", var address] => DatagramAsync(IPEndPoint.Parse(address)),
        ["shim", .. var shim] => TapShim.RunAsync(shim),
        _ => throw new ArgumentException($"no such program: {string.Join(' ', args)}", nameof(args)),
    };

    /// <summary>Answers each connection with its name, and says who came; until its input ends.</summary>
    private static async Task<int> ServeAsync(string name, string[] addresses)
    {
        foreach (var address in addresses)
        {
            var listener = new TcpListener(IPEndPoint.Parse(address));
            listener.Start();
            _ = AcceptAsync(listener, name);
        }

        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task AcceptAsync(TcpListener listener, string name)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            Console.WriteLine($"served {((IPEndPoint)client.Client.RemoteEndPoint!).Address}");
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(name));
        }
    }

    private static async Task<int> CallAsync(IPEndPoint address)
    {
        using var ends = new CancellationTokenSource(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address, ends.Token);
            using var reader = new StreamReader(client.GetStream());
            Console.WriteLine($"answered by {await reader.ReadToEndAsync(ends.Token)}");
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or IOException)
        {
            Console.WriteLine("no answer");
        }

        return 0;
    }

    private static async Task<int> DatagramAsync(IPEndPoint address)
    {
        using var socket = new UdpClient();
        await socket.SendAsync(Encoding.ASCII.GetBytes(1.ToString(CultureInfo.InvariantCulture)), address);
        return 0;
    }
}
