using OrleansNaming.Lan.Storage;
using OrleansNaming.Node;

namespace OrleansNaming.Engines.Tests.Storage;

[On(Engine.Lan)]
public sealed class StateWriterTests : IDisposable
{
    private readonly GatedStore _store = new();
    private readonly Inbox _inbox = new();
    private readonly JumpingTime _time = new();
    private readonly StateWriter _writer;

    public StateWriterTests() => _writer = new StateWriter(_store, _inbox.Put, _time);

    public void Dispose()
    {
        _store.Open();
        _writer.Dispose();
    }

    [Fact]
    public async Task Appends_that_wait_together_share_one_sync_and_are_answered_in_order()
    {
        Write(Append(1));
        await _store.EnteredAsync(); // the first is at the disk; these wait
        for (var id = 2; id <= 9; id++)
        {
            Write(Append(id));
        }

        _store.Open();

        Assert.Equal(Enumerable.Range(1, 9).Select(id => (long)id), (await _inbox.TakeAsync(9)).Cast<Persisted>().Select(done => done.Id));
        Assert.Equal(["append 1", "append 8"], _store.Calls);
    }

    [Fact]
    public async Task A_replacement_is_written_between_the_appends_around_it()
    {
        Write(Append(1));
        await _store.EnteredAsync();
        Write(Append(2));
        Write(new Persist(3, new byte[] { 3 }, Replace: true));
        Write(Append(4));
        _store.Open();

        await _inbox.TakeAsync(4);

        Assert.Equal(["append 1", "append 1", "replace", "append 1"], _store.Calls);
    }

    [Fact]
    public async Task After_a_failure_nothing_is_appended_until_the_whole_state_was_rewritten()
    {
        _store.Open();
        _store.FailsWith = "No space left on device";
        Write(Append(1));
        var failed = Assert.IsType<PersistFailed>((await _inbox.TakeAsync(1)).Single());
        Assert.Contains("No space left", failed.Message);

        _store.FailsWith = null;
        Write(Append(2));
        Assert.IsType<PersistFailed>((await _inbox.TakeAsync(1)).Single());

        Write(new Persist(3, new byte[] { 3 }, Replace: true));
        Write(Append(4));
        Assert.All(await _inbox.TakeAsync(2), done => Assert.IsType<Persisted>(done));
    }

    [Fact]
    public async Task What_is_queued_when_it_stops_is_still_written()
    {
        Write(Append(1));
        await _store.EnteredAsync();
        Write(Append(2));
        _store.Open();

        _writer.Dispose();

        Assert.Equal(2, (await _inbox.TakeAsync(2)).Count);
        Assert.True(_store.IsDisposed);
    }

    [RequiresFact(Need.Linux)]
    public async Task A_full_disk_is_told_and_the_file_is_rewritten_when_there_is_room()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("state"), "/dev/full");
        using var writer = new StateWriter(new StateFile(folder.Path), _inbox.Put, TimeProvider.System);

        Write(Append(1), writer);
        Assert.IsType<PersistFailed>((await _inbox.TakeAsync(1)).Single());

        Write(new Persist(2, new byte[] { 5 }, Replace: true), writer); // a rename takes the link away
        Assert.IsType<Persisted>((await _inbox.TakeAsync(1)).Single());
        Assert.Equal([5], await File.ReadAllBytesAsync(folder.File("state"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_caller_writes_its_own_group_when_nobody_writes()
    {
        _store.Open();
        _writer.Add(Append(1));
        _writer.Add(Append(2));

        _writer.Begin(here: true);

        Assert.Equal([Environment.CurrentManagedThreadId], _store.Threads.Distinct());
        Assert.Equal(["append 2"], _store.Calls);
        Assert.Equal(2, (await _inbox.TakeAsync(2)).Count);
    }

    [Fact]
    public async Task What_comes_while_a_caller_writes_is_left_to_the_disks_thread()
    {
        var first = Caller(() => Change(1));
        await _store.EnteredAsync(); // the first caller waits for the disk
        Change(2);
        Change(3);
        _store.Open();
        await first;

        Assert.Equal([1L, 2, 3], (await _inbox.TakeAsync(3)).Cast<Persisted>().Select(done => done.Id));
        Assert.Equal(["append 1", "append 2"], _store.Calls);
        Assert.Equal(2, _store.Threads.Distinct().Count());
    }

    [Fact]
    public async Task A_replacement_is_never_a_callers_to_write()
    {
        var caller = Environment.CurrentManagedThreadId;
        _store.Open();
        _writer.Add(new Persist(1, new byte[] { 1 }, Replace: true));

        _writer.Begin(here: true);

        Assert.IsType<Persisted>((await _inbox.TakeAsync(1)).Single());
        Assert.DoesNotContain(caller, _store.Threads);
    }

    [Fact]
    public async Task After_a_slow_write_callers_leave_writing_to_the_disks_thread_until_one_is_quick()
    {
        var caller = Environment.CurrentManagedThreadId;
        _store.Open();
        _time.PassesAtEachLook = StateWriter.Slow + TimeSpan.FromTicks(1);
        Change(1);
        Assert.Equal([caller], _store.Threads);

        _time.PassesAtEachLook = TimeSpan.Zero;
        Change(2);
        await _inbox.TakeAsync(2);
        Assert.NotEqual(caller, _store.Threads[1]);

        await UntilIdleAsync();
        Change(3);
        Assert.Equal(Environment.CurrentManagedThreadId, _store.Threads[2]);
    }

    [Fact]
    public async Task A_change_that_comes_right_behind_a_write_is_left_to_the_disks_thread()
    {
        var caller = Environment.CurrentManagedThreadId; // the test itself goes on on any thread
        _store.Open();
        _time.PassesAtEachLook = StateWriter.Slow / 2;
        Change(1);

        _time.PassesAtEachLook = TimeSpan.Zero; // the disk has not rested
        Change(2);

        await _inbox.TakeAsync(2);
        Assert.Equal(caller, _store.Threads[0]);
        Assert.NotEqual(caller, _store.Threads[1]);
    }

    [Fact]
    public async Task Writes_of_many_callers_are_never_two_at_once_and_none_is_lost()
    {
        _store.Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Caller(() =>
        {
            for (var i = 1; i <= 500; i++)
            {
                _writer.Add(Append((caller * 500) + i));
                _writer.Begin(here: (caller + i) % 2 == 0);
            }
        })));

        var done = (await _inbox.TakeAsync(4_000)).Cast<Persisted>().Select(done => done.Id).ToList();
        Assert.Equal(1, _store.AtOnceMost);
        Assert.Equal(4_000, done.Distinct().Count());
        Assert.All(Enumerable.Range(0, 8), caller =>
        {
            var own = done.Where(id => (id - 1) / 500 == caller).ToList();
            Assert.Equal(own.Order(), own);
        });
    }

    [Fact]
    public async Task A_stop_waits_for_the_caller_that_writes()
    {
        var caller = Caller(() => Change(1));
        await _store.EnteredAsync();
        Change(2);
        var stop = Caller(_writer.Dispose);
        Assert.False(_store.IsDisposed);
        _store.Open();

        await stop;
        await caller;

        Assert.Equal(2, (await _inbox.TakeAsync(2)).Count);
        Assert.True(_store.IsDisposed);
        Change(3);
        Assert.Equal(["append 1", "append 1"], _store.Calls); // nobody opens the file again
    }

    private void Change(long id)
    {
        _writer.Add(Append(id));
        _writer.Begin(here: true);
    }

    /// <summary>The writer gives its role back just after it has answered.</summary>
    private async Task UntilIdleAsync()
    {
        while (_writer.IsWriting)
        {
            await Task.Yield();
        }
    }

    private void Write(Persist persist, StateWriter? writer = null)
    {
        (writer ?? _writer).Add(persist);
        (writer ?? _writer).Begin(here: false);
    }

    private static Task Caller(Action call) =>
        Task.Factory.StartNew(call, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Persist Append(long id) => new(id, new byte[] { (byte)id }, Replace: false);
}
