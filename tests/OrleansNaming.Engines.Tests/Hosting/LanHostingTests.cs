using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Engines.Tests.Storage;
using OrleansNaming.Lan;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Node;

namespace OrleansNaming.Engines.Tests.Hosting;

/// <summary>A web application that is a node, by the three lines of the README.</summary>
[On(Engine.Lan)]
public sealed class LanHostingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Udp();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Row("B1")]
    [Lesson(12)]
    public async Task What_the_web_server_listens_on_is_advertised_once_it_listens_and_withdrawn_before_it_stops()
    {
        await using var orders = App("orders-1", naming => naming.Advertise("orders", service => service.Tags.Add("v2")));
        await using var billing = App("billing-1");
        await orders.StartAsync(TestContext.Current.CancellationToken);
        await billing.StartAsync(TestContext.Current.CancellationToken);
        var seen = Changes(billing, "orders");

        var bound = await seen.NextAsync(ChangeKind.Bound);
        Assert.Equal(new Uri(orders.Urls.Single()).Port, bound.Instance!.Endpoint("http").Port);
        Assert.Equal(["v2"], billing.Services.GetRequiredService<INamingReplica>().Resolve("orders")[0].Tags);

        await orders.StopAsync(TestContext.Current.CancellationToken);

        var gone = await seen.NextAsync(ChangeKind.Unbound, ChangeKind.Hidden);
        Assert.Equal(ChangeKind.Unbound, gone.Kind);
        await billing.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_second_server_of_the_name_fails_its_start_and_says_where_the_first_is()
    {
        await using var first = App("orders-1");
        await first.StartAsync(TestContext.Current.CancellationToken);
        await using var second = App("orders-1", folder: "other");

        var refused = await Assert.ThrowsAsync<NamingException>(() => second.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Refusal.Superseded, refused.Refusal);
        Assert.Contains("127.0.0.1", refused.Message);
        await first.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_second_process_in_the_same_folder_fails_its_start_and_names_the_file()
    {
        await using var first = App("orders-1");
        await first.StartAsync(TestContext.Current.CancellationToken);
        await using var second = App("orders-1");

        var refused = await Assert.ThrowsAsync<NamingException>(() => second.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Refusal.StorageFailed, refused.Refusal);
        Assert.Contains(_folder.File("shop", "orders-1", "lock"), refused.Message);
        await first.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_wrong_option_fails_the_start_and_is_named()
    {
        await using var app = App("orders-1", lan: lan => lan.PullPort = 99_999);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Naming:Lan:PullPort 99999", refused.Message);
    }

    [Fact]
    public async Task The_health_check_is_ready_when_the_directory_is_complete()
    {
        await using var app = App("orders-1");
        await app.StartAsync(TestContext.Current.CancellationToken);
        var joined = Joined(app);

        await joined;

        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, report.Entries["naming"].Status);
        Assert.Contains("ready", report.Entries["naming"].Tags);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    [Lesson(40)]
    public async Task An_engine_that_fails_takes_the_application_down()
    {
        var fuse = new Fuse();
        await using var app = App("orders-1", seams: new LanSeams { Node = (options, replica) => new FusedNode(new CoreNode(new NamingNode(options, replica)), fuse) });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());

        fuse.IsBurnt = true;

        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var late = await app.Services.GetRequiredService<INamingEngine>().CommitAsync(new Unbind("a", "b"), TestContext.Current.CancellationToken);
        Assert.Equal(Refusal.Stopping, late.Refusal);
        Assert.Contains("burnt", late.Message);
    }

    private static ChangeStream Changes(WebApplication app, string name) =>
        new(app.Services.GetRequiredService<INamingClient>().WatchAsync(name, TestContext.Current.CancellationToken));

    private static async Task Joined(WebApplication app)
    {
        var engine = app.Services.GetRequiredService<INamingEngine>();
        var joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = engine.Observe(what => _ = what.Kind == ObservationKind.Joined && joined.TrySetResult());
        var status = await engine.GetStatusAsync(TestContext.Current.CancellationToken);
        await (status.Phase == NodePhase.Ready ? Task.CompletedTask : joined.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private WebApplication App(string server, Action<INamingBuilder>? more = null, Action<LanOptions>? lan = null, string folder = "", LanSeams? seams = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (seams is not null)
        {
            builder.Services.AddSingleton(provider => new LanEngine(
                new ServerId(server),
                () => LanSettings.Resolve("shop", new ServerId(server), provider.GetRequiredService<IOptions<LanOptions>>().Value),
                provider.GetRequiredService<ILoggerFactory>(), TimeProvider.System, seams: seams));
        }

        var naming = builder.Services.AddOrleansNaming(options => (options.Cluster, options.Server) = ("shop", server)).UseLan(options =>
        {
            options.DataDirectory = _folder.File(folder);
            options.MulticastPort = _port;
            options.PullPort = 0;
            options.Interval = TimeSpan.FromMilliseconds(250);
            lan?.Invoke(options);
        });
        more?.Invoke(naming);
        return builder.Build();
    }
}
