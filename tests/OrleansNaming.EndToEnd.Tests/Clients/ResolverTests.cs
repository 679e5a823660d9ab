namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>dig as documented, directly and through unbound.</summary>
[On(Engine.Lan)]
public sealed class ResolverTests(DnsServers servers) : IClassFixture<DnsServers>
{
    private static readonly string[] Wanted = [.. Enumerable.Range(1, 3).Select(i => $"0 256 8080 10-0-0-{i}-8080.addr.naming.")];

    [Fact]
    public void Every_configuration_of_the_document_has_its_test() =>
        Assert.Equal(["caddy", "dig", "haproxy", "import", "nginx", "prometheus", "unbound"], ClientConfiguration.Names.Order(StringComparer.Ordinal));

    [RequiresFact("dig")]
    public async Task The_documented_question_is_answered()
    {
        var command = ClientConfiguration.Of("dig", servers.Alpha).Trim().Split(' ');
        Assert.Equal(Wanted, (await servers.RunAsync(command[0], [.. command.Skip(1), "+short"])).Exits(0).Lines);
    }

    [RequiresFact("unbound", "dig")]
    public async Task A_resolver_in_front_hands_the_zone_on()
    {
        await using var desk = new ClientDesk();
        var port = Ports.Udp();
        var folder = desk.Desk.Folder;
        var path = await desk.WriteAsync("unbound.conf", ClientConfiguration.Of("unbound", servers.Alpha) + $"""
            server:
                interface: 127.0.0.1@{port}
                chroot: ""
                username: ""
                directory: "{folder}"
                pidfile: "{folder}/unbound.pid"
                use-syslog: no
            remote-control:
                control-enable: no

            """);
        var unbound = desk.Start("unbound", "-d", "-d", "-c", path);
        string[] dig = ["@127.0.0.1", "-p", $"{port}", "+short", "+tries=1", "+time=2"];
        await ClientDesk.ShowsAsync(unbound, async () => (await servers.RunAsync("dig", [.. dig, "SRV", "_orders._tcp.naming"])).Lines, Wanted);
        Assert.Equal(["10.0.0.1"], (await servers.RunAsync("dig", [.. dig, "A", "10-0-0-1-8080.addr.naming"])).Lines);
        Assert.Contains("status: NXDOMAIN", (await servers.RunAsync("dig", [.. dig[..3], "A", "billing.service.naming"])).Output);
    }
}
