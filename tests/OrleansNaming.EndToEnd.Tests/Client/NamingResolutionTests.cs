using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.HttpResolution;
using OrleansNaming.Resolution;

namespace OrleansNaming.EndToEnd.Tests.Client;

public sealed class NamingResolutionTests : IAsyncLifetime
{
    private readonly ScriptedEngine _engine = new();
    private readonly ServiceCollection _services = new();
    private Backend _one = null!;
    private Backend _two = null!;
    private ServiceProvider _provider = null!;
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_one, _two) = (await Backend.StartAsync("one"), await Backend.StartAsync("two"));
        _services.AddSingleton<Node.INamingEngine>(_engine);
        _services.AddLogging();
        _services.AddOrleansNaming().AddNamingEngine<ScriptedEngine>();
        _services.AddHttpClient("orders", http => http.BaseAddress = new Uri("http://orders")).AddNamingResolution();
        _services.AddHttpClient("eu").AddNamingResolution(options => options.Context = "shop/eu");
        _services.AddHttpClient("plain").AddNamingResolution(options => options.SendInstanceHost = true);
        _services.AddHttpClient("first").AddNamingResolution(options => options.Policy = BalancingPolicy.First);
        _services.AddHttpClient("keyed").AddNamingResolution(options =>
            (options.Policy, options.Key) = (BalancingPolicy.Consistent, request => request.Headers.TryGetValues("Customer", out var values) ? values.Single() : null));
        _services.AddHttpClient("idle").AddNamingResolution(options => options.Policy = BalancingPolicy.TwoChoices);
        _services.AddHttpClient("zoned").AddNamingResolution(options => { options.Zones.Add("eu-1"); options.Zones.Add("eu-2"); });
        _provider = _services.BuildServiceProvider();
        _http = Client("orders");
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Requests_go_to_the_live_instances_in_turn()
    {
        Advertise();
        var answers = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await _http.GetStringAsync("/", Stop));
        }

        Assert.Equal(["one", "two", "one", "two", "one", "two", "one", "two", "one", "two"], answers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_without_a_replica_resolves_whatever_it_sets_up_first(bool isResolutionFirst)
    {
        Advertise();
        await using var node = await ApiNode.StartAsync(_engine);
        var services = new ServiceCollection();
        Action[] setUp =
        [
            () => services.AddHttpClient("orders").AddNamingResolution(),
            () => services.AddOrleansNaming().UseServers(options =>
            {
                options.KeepReplica = false;
                options.Servers.Add(node.Url.ToString());
            }),
        ];
        foreach (var step in isResolutionFirst ? setUp : setUp.Reverse())
        {
            step();
        }

        await using var provider = services.BuildServiceProvider();
        using var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("orders");

        Assert.Equal(["one", "two"], await AskAsync(http, 2));
    }

    [Fact]
    public async Task An_instance_that_cannot_be_connected_to_is_left_out_and_no_request_fails()
    {
        Advertise();
        await _one.StopAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("two", await _http.GetStringAsync("/", Stop));
        }
    }

    [Fact]
    public async Task A_request_that_may_not_be_repeated_fails_once_and_the_next_goes_elsewhere()
    {
        Advertise();
        await _one.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.PostAsync("/", null, Stop));
        for (var i = 0; i < 4; i++)
        {
            using var next = await _http.PostAsync("/", null, Stop);
            Assert.Equal("two", await next.Content.ReadAsStringAsync(Stop));
        }
    }

    [Fact]
    [Lesson(30)]
    public async Task An_instance_that_leaves_the_directory_gets_no_more_requests()
    {
        Advertise();
        _engine.Remove("beta", "orders", "b");
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("one", await _http.GetStringAsync("/", Stop));
        }

        Assert.Equal(0, _two.Calls);
    }

    [Fact]
    [Lesson(36)]
    public async Task The_receiver_sees_the_name_and_the_caller_its_own_url()
    {
        Advertise();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/where?x=1");
        using var response = await _http.SendAsync(request, Stop);
        Assert.Equal("orders", response.Headers.GetValues("Asked-For").Single());
        Assert.Equal(new Uri("http://orders/where?x=1"), response.RequestMessage!.RequestUri);
        Assert.Null(request.Headers.Host);

        using var plain = await Client("plain").GetAsync("http://orders/", Stop);
        Assert.StartsWith("127.0.0.1:", plain.Headers.GetValues("Asked-For").Single());
    }

    [Fact]
    [Lesson(15)]
    public async Task An_endpoint_is_asked_for_by_its_name()
    {
        _engine.Put("alpha", new Instance("orders", "a", [new Endpoint("http", "127.0.0.1", _one.Port), new Endpoint("admin", "127.0.0.1", _two.Port)], null, null));
        Assert.Equal("one", await _http.GetStringAsync("/", Stop));
        Assert.Equal("two", await _http.GetStringAsync("http://_admin.orders/", Stop));
        var none = await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync("http://_metrics.orders/", Stop));
        Assert.Contains("has an endpoint 'metrics' and a weight above 0: its 1 instances have http, admin", none.Message);
    }

    [Fact]
    public async Task A_name_without_a_live_instance_fails_with_its_name()
    {
        var none = await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync("/", Stop));
        Assert.StartsWith("no live instance of 'orders' is known", none.Message);
    }

    [Fact]
    public async Task A_context_is_put_before_the_host()
    {
        _engine.Put("alpha", ScriptedEngine.Service("shop/eu/orders", "a", _one.Port));
        Assert.Equal("one", await Client("eu").GetStringAsync("http://orders/", Stop));
    }

    [Fact]
    public async Task A_url_that_is_an_address_is_not_touched()
    {
        Assert.Equal("two", await _http.GetStringAsync($"http://127.0.0.1:{_two.Port}/", Stop));
        Assert.Equal("two", await _http.GetStringAsync($"http://localhost:{_two.Port}/", Stop));
    }

    [Fact]
    public async Task A_draining_server_gets_requests_only_when_there_is_no_other()
    {
        Advertise();
        Drain("beta");
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("one", await _http.GetStringAsync("/", Stop));
        }

        Drain("alpha");
        Assert.Equal(["one", "two"], new[] { await _http.GetStringAsync("/", Stop), await _http.GetStringAsync("/", Stop) }.Order());
    }

    [Fact]
    [Lesson(36)]
    public async Task First_stays_with_the_first_and_a_key_with_its_instance()
    {
        Advertise();
        Assert.Equal(["one", "one", "one"], await AskAsync(Client("first"), 3));
        foreach (var customer in (string[])["7", "12", "31"])
        {
            var keyed = Client("keyed");
            keyed.DefaultRequestHeaders.Add("Customer", customer);
            Assert.Single((await AskAsync(keyed, 4)).Distinct());
        }

        Assert.Equal(2, (await AskAsync(Client("keyed"), 4)).Distinct().Count()); // no key: in turn
    }

    [Fact]
    public async Task The_instance_with_fewer_calls_under_way_is_chosen()
    {
        Advertise();
        var one = new Endpoint("http", "127.0.0.1", _one.Port);
        using (_provider.GetRequiredService<InstanceChooser>().Begin(one))
        {
            Assert.Equal(["two", "two", "two", "two", "two", "two"], await AskAsync(Client("idle"), 6));
        }
    }

    [Fact]
    public async Task A_call_goes_to_the_next_zone_when_the_first_has_nothing_that_answers()
    {
        _engine.Put("alpha", Zoned("a", _one.Port, "eu-1"));
        _engine.Put("beta", Zoned("b", _two.Port, "eu-2"));
        _engine.Put("gamma", Zoned("c", _two.Port, "us"));
        Assert.Equal(["one", "one"], await AskAsync(Client("zoned"), 2));
        await _one.StopAsync();
        Assert.Equal(["two", "two"], await AskAsync(Client("zoned"), 2));
        _engine.Remove("beta", "orders", "b");
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(Client("zoned"), 1));
    }

    [Fact]
    public async Task An_unhealthy_instance_gets_requests_only_when_there_is_no_other()
    {
        _engine.Put("alpha", Zoned("a", _one.Port, "eu-1", InstanceHealth.Unhealthy));
        _engine.Put("beta", Zoned("b", _two.Port, "eu-1"));
        Assert.Equal(["two", "two"], await AskAsync(_http, 2));
        Drain("beta");
        Assert.Equal(["two", "two"], await AskAsync(_http, 2));
        _engine.Remove("beta", "orders", "b");
        Assert.Equal(["one"], await AskAsync(_http, 1));
    }

    [Theory]
    [InlineData(new[] { 1, 1, 1 })]
    [InlineData(new[] { 1, 3 })]
    [InlineData(new[] { 5, 1, 4 })]
    public void Turns_are_shared_by_weight_and_come_spread_out(int[] weights)
    {
        var total = weights.Sum();
        var counts = new int[weights.Length];
        var longest = 0;
        for (var (turn, last, run) = (0u, -1, 0); turn < 1_000 * total; turn++)
        {
            var picked = Rotation.Pick(weights, turn);
            counts[picked]++;
            run = picked == last ? run + 1 : 1;
            (last, longest) = (picked, Math.Max(longest, run));
        }

        Assert.All(weights.Zip(counts), pair => Assert.InRange(pair.Second, pair.First * 1_000 - 5, pair.First * 1_000 + 5));
        Assert.InRange(longest, 1, weights.Max() + 1);
    }

    [Theory]
    [InlineData("http://orders/x", "", "orders", null)]
    [InlineData("http://_admin.orders/x", "", "orders", "admin")]
    [InlineData("http://orders.eu/", "shop", "shop/orders.eu", null)]
    [InlineData("http://ORDERS/", "", "orders", null)]
    [InlineData("http://orders:8080/", "", null, null)]
    [InlineData("http://[::1]/", "", null, null)]
    [InlineData("http://10.0.0.7/", "", null, null)]
    [InlineData("http://localhost/", "", null, null)]
    [Lesson(37)]
    public void A_url_names_what_it_says(string url, string context, string? name, string? endpoint) =>
        Assert.Equal(name is null ? null : new LogicalAddress(name, endpoint), LogicalAddress.Of(new Uri(url), context));

    private void Advertise()
    {
        _engine.Put("alpha", ScriptedEngine.Service("orders", "a", _one.Port));
        _engine.Put("beta", ScriptedEngine.Service("orders", "b", _two.Port));
    }

    private static Instance Zoned(string instance, int port, string zone, InstanceHealth health = InstanceHealth.Healthy) => new(
        "orders", instance, [new Endpoint("http", "127.0.0.1", port)], InstanceDetails.None with { Zone = zone, Health = health }, null);

    private static async Task<List<string>> AskAsync(HttpClient http, int times)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
        {
            answers.Add(await http.GetStringAsync("http://orders/", Stop));
        }

        return answers;
    }

    private void Drain(string owner)
    {
        var current = _engine.Replica.Find(new ServerId(owner))!.Advertisement!;
        var (next, delta) = Advertising.AdvertisementFold.Advance(current, current.Stamp.Next(), OwnerStatus.Draining, [], []);
        _engine.Show(next, delta);
    }

    private HttpClient Client(string name) => _provider.GetRequiredService<IHttpClientFactory>().CreateClient(name);
}
