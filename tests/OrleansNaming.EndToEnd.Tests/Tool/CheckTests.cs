using System.Net;
using System.Net.Sockets;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>A real server checks a registration that nobody renews.</summary>
[On(Engine.Lan)]
public sealed class CheckTests(OneServer one) : IClassFixture<OneServer>
{
    private readonly Desk _desk = one.Desk;

    [Fact]
    public async Task A_registration_whose_port_nobody_listens_at_turns_unhealthy_and_healthy_again()
    {
        var port = Ports.Tcp();
        await RegisterAsync("door", port, new { id = "tcp", kind = "tcp", target = $"127.0.0.1:{port}", intervalSeconds = 1, timeoutSeconds = 1, failures = 1, successes = 1 });
        await IsAsync("door", "unhealthy");

        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();

        await IsAsync("door", null);
    }

    [Fact]
    public async Task What_an_instance_tells_is_its_health()
    {
        (await _desk.NamingAsync("register", "told", "told-1", "--lease", "0", "--check", "ttl=600")).Exits(0);

        Assert.Equal("told-1 is warning", (await _desk.NamingAsync("tell", "told", "told-1", "ttl", "warning", "--output", "disk at 90 %")).Exits(0).Output.Trim());

        await IsAsync("told", "warning");
        Assert.Contains("has no check 'other'", (await _desk.NamingAsync("tell", "told", "told-1", "other", "healthy")).Exits(3).Error);
        Assert.Contains("there are healthy, warning and unhealthy", (await _desk.NamingAsync("tell", "told", "told-1", "ttl", "fine")).Exits(2).Error);
    }

    [Theory]
    [InlineData("http=http://169.254.169.254/", "is no host of the registration's endpoints")]
    [InlineData("ttl=soon", "is no number of seconds")]
    [InlineData("ping=1", "is no check; it looks like")]
    public async Task A_check_that_cannot_be_carried_out_is_refused(string check, string says) =>
        Assert.Contains(says, (await _desk.NamingAsync("register", "wrong", "wrong-1", "-e", "127.0.0.1:8080", "--check", check)).Exits(2).Error);

    private async Task RegisterAsync(string name, int port, object check)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", OneServer.Key) } };
        var body = System.Net.Http.Json.JsonContent.Create(new { leaseSeconds = 0, endpoints = new[] { new { host = "127.0.0.1", port } }, checks = new[] { check } });
        using var answer = await http.PutAsync($"{one.Server.Api}/v1/names/{name}?instance={name}-1", body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private Task IsAsync(string name, string? health) => _desk.EventuallyAsync(
        one.Server, ["resolve", name, "--json"], run => (string?)run.Json()["instances"]![0]!["health"] == health, $"{name} is {health ?? "healthy"}");
}
