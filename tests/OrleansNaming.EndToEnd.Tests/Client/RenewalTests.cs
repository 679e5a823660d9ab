using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.InProcess;
using OrleansNaming.Node;
using OrleansNaming.Renewing;
using OrleansNaming.Watching;

namespace OrleansNaming.EndToEnd.Tests.Client;

public sealed class RenewalTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ScriptedEngine _engine = new();
    private readonly List<Change> _asked = [];
    private readonly AppliedSignal _applied;
    private readonly WatchFeed _feed;
    private readonly GuestRenewals _renewals;
    private readonly RenewingClient _client;
    private Refusal _answer;

    public RenewalTests()
    {
        _engine.OnCommit = change =>
        {
            _asked.Add(change);
            var refusal = change is RenewGuest ? _answer : Refusal.None;
            return new Completed(0, refusal, default, refusal.ToString());
        };
        var source = new EngineSource(_engine);
        (_applied, _feed) = (new AppliedSignal(source), new WatchFeed(source, NullLogger<WatchFeed>.Instance));
        var direct = new DirectClient(new EngineClient(_engine, new DirectoryReader(source, _applied, _feed, _time)));
        _renewals = new GuestRenewals(direct, _time, NullLogger<GuestRenewals>.Instance);
        _client = new RenewingClient(direct, _renewals);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _renewals.Dispose();
        _feed.Dispose();
        _applied.Dispose();
    }

    [Fact]
    public async Task A_guest_is_renewed_at_every_third_of_its_lease()
    {
        await _client.RegisterAsync(new("jobs", "job-7") { Lease = TimeSpan.FromSeconds(30) }, Stop);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.IsType<RegisterGuest>(Assert.Single(_asked));
        _time.Advance(TimeSpan.FromSeconds(50.2));
        Assert.Equal(6, _asked.OfType<RenewGuest>().Count());
    }

    [Fact]
    [Lesson(10)]
    public async Task A_guest_that_the_cluster_forgot_is_registered_again_with_the_same_id()
    {
        await _client.RegisterAsync(new("jobs", "job-7") { Lease = TimeSpan.FromSeconds(30) }, Stop);
        _answer = Refusal.NotFound;
        _time.Advance(TimeSpan.FromSeconds(10));
        var again = Assert.IsType<RegisterGuest>(_asked[^1]).Registration;
        Assert.Equal(("jobs", "job-7"), (again.Name, again.InstanceId));
        _answer = Refusal.None;
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<RenewGuest>(_asked[^1]);
    }

    [Fact]
    [Lesson(30)]
    public async Task A_failed_renewal_is_tried_again_before_the_lease_ends()
    {
        await _client.RegisterAsync(new("jobs", "job-7") { Lease = TimeSpan.FromSeconds(30) }, Stop);
        _answer = Refusal.Unreachable;
        _time.Advance(TimeSpan.FromSeconds(10));
        _asked.Clear();
        _time.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public async Task A_guest_that_was_taken_back_is_renewed_no_more()
    {
        await _client.RegisterAsync(new("jobs", "job-7"), Stop);
        await _client.DeregisterAsync("jobs", "job-7", Stop);
        _asked.Clear();
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Registering_again_replaces_the_renewal_and_does_not_double_it()
    {
        await _client.RegisterAsync(new("jobs", "job-7"), Stop);
        await _client.RegisterAsync(new("jobs", "job-7"), Stop);
        _asked.Clear();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(_asked);
    }
}
