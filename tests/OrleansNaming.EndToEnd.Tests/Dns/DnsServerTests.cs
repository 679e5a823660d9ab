using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.EndToEnd.Tests.Client;
using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.EndToEnd.Tests.Dns;

/// <summary>The face as an application adds it: options, sockets, limits, metrics.</summary>
[On(Engine.Lan)]
public sealed class DnsServerTests
{
    private readonly ScriptedEngine _engine = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public DnsServerTests() => _engine.Put("alpha", ScriptedEngine.Service("orders", "o1"));

    [Fact]
    public async Task It_answers_over_both_transports_and_counts()
    {
        await using var app = await StartAsync();
        var endpoint = EndPointOf(app);
        using var udp = new UdpClient();
        udp.Connect(endpoint);
        await udp.SendAsync(Question.Of("orders.service.naming", DnsType.A), Stop);
        var reply = (await udp.ReceiveAsync(Stop)).Buffer;
        Assert.Equal("answer orders.service.naming. 1 A 127.0.0.1", ReplyText.Of(reply)[1]);

        using var tcp = new TcpClient();
        await tcp.ConnectAsync(endpoint, Stop);
        Assert.Equal(reply, await AskAsync(tcp, Question.Of("orders.service.naming", DnsType.A)));
        Assert.Equal("NameError aa rd", ReplyText.Of(await AskAsync(tcp, Question.Of("billing.service.naming", DnsType.A)))[0]);

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(new Uri(app.Urls.First()), "metrics"), Stop);
        Assert.Contains("naming_dns_answers_total{naming_dns_code=\"noError\"} 2\n", metrics);
        Assert.Contains("naming_dns_answers_total{naming_dns_code=\"nameError\"} 1\n", metrics);
    }

    [Fact]
    public async Task It_fails_until_the_directory_is_complete_and_listens_before()
    {
        _engine.Replica.IsComplete = false;
        await using var app = await StartAsync();
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(EndPointOf(app), Stop);
        Assert.Equal("ServerFailure rd", ReplyText.Of(await AskAsync(tcp, Question.Of("orders.service.naming", DnsType.Srv)))[0]);
        _engine.Replica.IsComplete = true;
        Assert.Equal("NoError aa rd", ReplyText.Of(await AskAsync(tcp, Question.Of("orders.service.naming", DnsType.Srv)))[0]);
    }

    [Fact]
    public async Task Connections_are_bounded_and_a_silent_one_is_closed()
    {
        var time = new ManualTime();
        await using var app = await StartAsync(dns => dns.ConnectionsPerCallerMax = 2, time);
        var clients = Enumerable.Range(0, 3).Select(_ => new TcpClient()).ToList();
        foreach (var client in clients)
        {
            await client.ConnectAsync(EndPointOf(app), Stop);
            await (client == clients[2] ? Task.CompletedTask : AskAsync(client, Question.Of("naming", DnsType.Soa)));
        }

        Assert.Equal(0, await ReadAsync(clients[2]));
        Assert.NotEmpty(await AskAsync(clients[0], Question.Of("naming", DnsType.Soa)));

        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(0, await ReadAsync(clients[0]));
        clients.ForEach(client => client.Dispose());
        await Eventually.Holds(
            async () =>
            {
                using var client = new TcpClient();
                await client.ConnectAsync(EndPointOf(app), Stop);
                await client.GetStream().WriteAsync((byte[])[0, 24, .. Question.Of("naming", DnsType.Soa)], Stop);
                return await client.GetStream().ReadAsync(new byte[1], Stop);
            },
            read => read == 1,
            "a place is free again");
    }

    [Fact]
    public async Task A_port_that_is_taken_fails_the_start()
    {
        await using var first = await StartAsync();
        var failure = await Assert.ThrowsAsync<IOException>(() => StartAsync(dns => dns.Listen = EndPointOf(first).ToString()));
        Assert.Contains("Naming:Dns:Listen", failure.Message);
    }

    [Fact]
    public async Task Without_a_key_it_listens_on_this_machine_only()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(dns => dns.Listen = "0.0.0.0:0"));
        Assert.Contains("is not loopback", failure.Message);
        await using var guarded = await StartAsync(dns => dns.Listen = "0.0.0.0:0", key: "admin-key-0123456789abcdef");
        Assert.NotEqual(0, EndPointOf(guarded).Port);
    }

    [Theory]
    [InlineData("Listen", "7653")]
    [InlineData("Listen", "127.0.0.1")]
    [InlineData("Listen", "localhost:7653")]
    [InlineData("Listen", "::1:7653")]
    [InlineData("Zone", "")]
    [InlineData("Zone", "a..b")]
    [InlineData("Zone", "na ming")]
    [InlineData("Ttl", "6")]
    [InlineData("Ttl", "0.5")]
    [InlineData("ResponsesPerSecond", "-1")]
    [InlineData("ConnectionsMax", "0")]
    [InlineData("ConnectionsPerCallerMax", "10001")]
    [InlineData("IdleTimeout", "0")]
    public void Options_that_cannot_work_are_told_by_name(string option, string value)
    {
        var options = new NamingDnsOptions();
        switch (option)
        {
            case "Listen": options.Listen = value; break;
            case "Zone": options.Zone = value; break;
            case "Ttl": options.Ttl = TimeSpan.FromSeconds(double.Parse(value)); break;
            case "ResponsesPerSecond": options.ResponsesPerSecond = int.Parse(value); break;
            case "ConnectionsMax": options.ConnectionsMax = int.Parse(value); break;
            case "ConnectionsPerCallerMax": options.ConnectionsPerCallerMax = int.Parse(value); break;
            default: options.IdleTimeout = TimeSpan.FromSeconds(double.Parse(value)); break;
        }

        Assert.True(new NamingDnsOptionsValidator().Validate(null, new NamingDnsOptions()).Succeeded);
        Assert.Contains($"Naming:Dns:{option}", Assert.Single(new NamingDnsOptionsValidator().Validate(null, options).Failures!));
    }

    [Fact]
    public void An_address_above_its_pace_is_asked_back_over_TCP_every_second_time()
    {
        var time = new ManualTime();
        var pace = new ResponsePace(10, time);
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(PacedReply.Whole, pace.Judge(1)));
        Assert.Equal([PacedReply.None, PacedReply.Truncated, PacedReply.None, PacedReply.Truncated], Enumerable.Range(0, 4).Select(_ => pace.Judge(1)));
        Assert.Equal(PacedReply.Whole, pace.Judge(2));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(PacedReply.Whole, pace.Judge(null)));
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal([PacedReply.Whole, PacedReply.None], Enumerable.Range(0, 2).Select(_ => pace.Judge(1)));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(PacedReply.Whole, new ResponsePace(0, time).Judge(1)));
    }

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("127.255.0.9", null)]
    [InlineData("::1", null)]
    [InlineData("::ffff:127.0.0.1", null)]
    [InlineData("10.0.0.7", "10.0.0.7")]
    [InlineData("::ffff:10.0.0.7", "10.0.0.7")]
    [InlineData("2001:db8::7", "2001:db8::")]
    [InlineData("128.0.0.1", "128.0.0.1")]
    public void Callers_are_counted_as_the_API_counts_them(string source, string? caller) => Assert.Equal(
        caller is null ? null : Gateway.Access.CallerAddress.Of(IPAddress.Parse(caller)),
        CallerOf(new IPEndPoint(IPAddress.Parse(source), 53).Serialize()));

    private static UInt128? CallerOf(SocketAddress source) => DatagramSource.CallerOf(source.Family, source.Buffer.Span);

    private async Task<WebApplication> StartAsync(Action<NamingDnsOptions>? configure = null, TimeProvider? time = null, string? key = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<Node.INamingEngine>(_engine);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddNamingDns(dns =>
        {
            dns.Listen = "127.0.0.1:0";
            configure?.Invoke(dns);
        });
        builder.Services.Configure<Gateway.NamingApiOptions>(api =>
        {
            if (key is not null)
            {
                api.AdminKeys.Add(key);
            }
        });
        builder.Services.AddOrleansNaming(naming => naming.Cluster = "test").AddNamingEngine<ScriptedEngine>();
        var app = builder.Build();
        app.MapNaming();
        await app.StartAsync(Stop);
        return app;
    }

    /// <summary>How many bytes come, at most one; 0 at the connection's end.</summary>
    private static Task<int> ReadAsync(TcpClient client) => client.GetStream().ReadAsync(new byte[1], Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop);

    private static IPEndPoint EndPointOf(WebApplication app) => app.Services.GetRequiredService<DnsServer>().EndPoint!;

    private static async Task<byte[]> AskAsync(TcpClient client, byte[] question)
    {
        var stream = client.GetStream();
        await stream.WriteAsync((byte[])[.. Question.Number((ushort)question.Length), .. question], Stop);
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, Stop);
        var reply = new byte[(length[0] << 8) | length[1]];
        await stream.ReadExactlyAsync(reply, Stop);
        return reply;
    }
}
