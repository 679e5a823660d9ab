using System.Net.Sockets;
using OrleansNaming.EndToEnd.Tests.Dns;
using OrleansNaming.EndToEnd.Tests.Processes;
using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>dig and dnsperf, unmodified, against real servers.</summary>
[On(Engine.Lan)]
public sealed class DigTests(DnsServers servers) : IClassFixture<DnsServers>
{
    [RequiresFact("dig")]
    public async Task Dig_finds_services_over_UDP_and_TCP_at_every_server_in_the_same_order()
    {
        string[] wanted = [.. Enumerable.Range(1, 3).Select(i => $"0 256 8080 10-0-0-{i}-8080.addr.naming.")];
        foreach (var server in (ServerProcess[])[servers.Alpha, servers.Beta])
        {
            Assert.Equal(wanted, await LinesAsync(server, "+short", "SRV", "orders.service.naming"));
            Assert.Equal(wanted, await LinesAsync(server, "+short", "+tcp", "SRV", "_orders._tcp.naming"));
            Assert.Equal(wanted, await LinesAsync(server, "+short", "+noedns", "SRV", "ORDERS.service.naming"));
            Assert.Equal(wanted[1..2], await LinesAsync(server, "+short", "SRV", "v2.orders.service.naming"));
            Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.3"], (await LinesAsync(server, "+short", "A", "orders.service.naming")).Order());
            Assert.Equal(["127.0.0.1"], await LinesAsync(server, "+short", "A", $"{server.Name}.node.naming"));
        }

        Assert.Equal(["alpha.node.naming.", "beta.node.naming."], await LinesAsync(servers.Alpha, "+short", "-x", "127.0.0.1"));
    }

    [RequiresFact("dig")]
    public async Task Dig_is_told_what_there_is_not()
    {
        Assert.Contains("status: NXDOMAIN", await TextAsync("A", "billing.service.naming"));
        var nothing = await TextAsync("AAAA", "orders.service.naming");
        Assert.Contains("status: NOERROR", nothing);
        Assert.Contains("ANSWER: 0, AUTHORITY: 1", nothing);
        Assert.Contains("IN\tSOA\tns.naming. hostmaster.naming.", nothing);
        Assert.Contains("status: REFUSED", await TextAsync("A", "example.com"));
        Assert.Contains("(Not Authoritative)", await TextAsync("A", "example.com"));
        Assert.Contains("Transfer failed", await TextAsync("AXFR", "naming"));
    }

    [RequiresFact("dig")]
    public async Task Dig_comes_back_over_TCP_for_what_is_too_long()
    {
        for (var i = 0; i < 12; i++)
        {
            (await servers.Desk.NamingAsync("register", "long", $"long-{i}", "-e", $"a-rather-long-host-name-number-{i}.example.com:{9000 + i}", "--lease", "3600")).Exits(0);
        }

        Assert.Equal(12, (await LinesAsync(servers.Alpha, "+short", "+bufsize=512", "SRV", "long.service.naming")).Length);
        Assert.Equal(12, (await LinesAsync(servers.Alpha, "+short", "+noedns", "SRV", "long.service.naming")).Length);
        Assert.Contains(" tc", await TextAsync("+noedns", "+ignore", "SRV", "long.service.naming"));
    }

    [RequiresFact("dnsperf")]
    public async Task Dnsperf_loses_nothing()
    {
        var questions = servers.Desk.File("questions");
        await File.WriteAllLinesAsync(questions, ["orders.service.naming SRV", "orders.service.naming A", "_orders._tcp.naming SRV", "alpha.node.naming A"], TestContext.Current.CancellationToken);
        foreach (var mode in (string[])["udp", "tcp"])
        {
            var run = (await servers.RunAsync("dnsperf", "-s", "127.0.0.1", "-p", $"{servers.Alpha.DnsPort}", "-d", questions, "-l", "2", "-c", "4", "-q", "50", "-m", mode)).Exits(0);
            Assert.Contains("Queries lost:         0 ", run.Output);
            Assert.Matches(@"NOERROR \d+ \(100\.00%\)", run.Output);
        }
    }

    [Fact]
    public async Task Garbage_of_any_kind_leaves_the_server_answering()
    {
        var (random, bytes) = (new Random(43), new byte[3_000]);
        using var udp = new UdpClient("127.0.0.1", servers.Beta.DnsPort!.Value);
        for (var i = 0; i < Effort.Cases(20_000); i++)
        {
            random.NextBytes(bytes);
            await udp.SendAsync(bytes.AsMemory(0, random.Next(1, 600)), TestContext.Current.CancellationToken);
        }

        for (var i = 0; i < 50; i++)
        {
            using var tcp = new TcpClient("127.0.0.1", servers.Beta.DnsPort!.Value);
            random.NextBytes(bytes);
            await tcp.GetStream().WriteAsync(bytes.AsMemory(0, random.Next(1, 3_000)), TestContext.Current.CancellationToken);
        }

        using var again = new UdpClient("127.0.0.1", servers.Beta.DnsPort!.Value);
        await Eventually.Holds(
            async () =>
            {
                await again.SendAsync(Question.Of("naming", DnsType.Soa), TestContext.Current.CancellationToken);
                var reply = await again.ReceiveAsync(TestContext.Current.CancellationToken);
                return ReplyText.Of(reply.Buffer)[0];
            },
            line => line == "NoError aa rd",
            "the server answers after all that");
        Assert.False(servers.Beta.Process.HasExited, servers.Beta.Process.Said);
    }

    private async Task<string> TextAsync(params string[] arguments) => (await DigAsync(servers.Alpha, arguments)).Output;

    private async Task<string[]> LinesAsync(ServerProcess server, params string[] arguments) => [.. (await DigAsync(server, arguments)).Exits(0).Lines];

    private Task<RunResult> DigAsync(ServerProcess server, params string[] arguments) =>
        servers.RunAsync("dig", ["@127.0.0.1", "-p", $"{server.DnsPort}", "+tries=3", "+time=2", .. arguments]);
}
