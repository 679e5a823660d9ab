using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>E-mails that steps queued are sent by the group's master, each once (row E30).</summary>
public abstract class OutboxContract : StoreContract
{
    private readonly ManualTime _time = new();
    private readonly RecordedMails _mails = new();

    private SqlStores Sql => (SqlStores)Stores;

    [Fact]
    [Row("E30")]
    public async Task Of_three_servers_that_all_take_themselves_for_the_master_each_mail_is_sent_by_one()
    {
        await QueueAsync(40);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(server => Task.Run(() => Master(server).RunAsync(Cancel))));

        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"m{i:00}"), _mails.Sent.Order(StringComparer.Ordinal));
        Assert.Equal([("sent", 40L)], await StatesAsync());
    }

    [Fact]
    [Row("E30")]
    public async Task After_the_master_died_in_the_middle_the_next_one_sends_the_rest()
    {
        await QueueAsync(10);
        using var death = new CancellationTokenSource();
        _mails.Before = mail => mail == "m03" ? death.CancelAsync() : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Master(0).RunAsync(death.Token));
        Assert.Equal(["m00", "m01", "m02"], _mails.Sent);

        _mails.Before = _ => Task.CompletedTask;
        await Master(1).RunAsync(Cancel);
        Assert.Equal(["m00", "m01", "m02", "m04", "m05", "m06", "m07", "m08", "m09"], _mails.Sent); // the dead one may have sent m03: it is waited for
        _time.Now += TimeSpan.FromMinutes(1);
        await Master(1).RunAsync(Cancel);
        await Master(2).RunAsync(Cancel);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"m{i:00}"), _mails.Sent.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Row("E30")]
    public async Task A_mail_that_fails_five_times_is_kept_and_tried_no_more()
    {
        await QueueAsync(1);
        _mails.Before = _ => throw new TimeZoneNotFoundException("no such address");
        for (var i = 0; i < 7; i++)
        {
            await Master(0).RunAsync(Cancel);
            _time.Now += TimeSpan.FromMinutes(5);
        }

        Assert.Equal(5, _mails.Tries);
        Assert.Equal([("dead", 1L)], await StatesAsync());
        Assert.Equal(["no such address"], await Sql.ReadAsync("select error from track_outbox", row => row.GetString(0)));
    }

    private async Task QueueAsync(int count)
    {
        var outbox = new SqlOutbox(Sql.Of(0), "g");
        for (var i = 0; i < count; i++)
        {
            var mail = new TrackMail($"m{i:00}", "a@example.org", "hello", "there");
            await Sql.Of(0).RunAsync((session, cancel) => session.ExecuteAllAsync([outbox.Queue(mail), outbox.Queue(mail)], cancel), Cancel); // the same id is the same mail
        }
    }

    private OutboxTask Master(int server) => new(new SqlOutbox(Sql.Of(server), "g"), _mails, _time, NullLogger<OutboxTask>.Instance);

    private Task<List<(string, long)>> StatesAsync() => Sql.ReadAsync("select state, count(*) from track_outbox group by state order by state", row => (row.GetString(0), row.GetInt64(1)));
}
