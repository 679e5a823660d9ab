using OrleansNaming.Lan.Storage;
using OrleansNaming.Node;

namespace OrleansNaming.Engines.Tests.Storage;

[On(Engine.Lan)]
public sealed class StateWriterTests : IDisposable
{
    private readonly GatedStore _store = new();
    private readonly Inbox _inbox = new();
    private readonly StateWriter _writer;

    public StateWriterTests() => _writer = new StateWriter(_store, _inbox.Put, TimeProvider.System);

    public void Dispose()
    {
        _store.Open();
        _writer.Dispose();
    }

    [Fact]
    public async Task Appends_that_wait_together_share_one_sync_and_are_answered_in_order()
    {
        _writer.Write(Append(1));
        await _store.EnteredAsync(); // the first is at the disk; these wait
        for (var id = 2; id <= 9; id++)
        {
            _writer.Write(Append(id));
        }

        _store.Open();

        Assert.Equal(Enumerable.Range(1, 9).Select(id => (long)id), (await _inbox.TakeAsync(9)).Cast<Persisted>().Select(done => done.Id));
        Assert.Equal(["append 1", "append 8"], _store.Calls);
    }

    [Fact]
    public async Task A_replacement_is_written_between_the_appends_around_it()
    {
        _writer.Write(Append(1));
        await _store.EnteredAsync();
        _writer.Write(Append(2));
        _writer.Write(new Persist(3, new byte[] { 3 }, Replace: true));
        _writer.Write(Append(4));
        _store.Open();

        await _inbox.TakeAsync(4);

        Assert.Equal(["append 1", "append 1", "replace", "append 1"], _store.Calls);
    }

    [Fact]
    public async Task After_a_failure_nothing_is_appended_until_the_whole_state_was_rewritten()
    {
        _store.Open();
        _store.FailsWith = "No space left on device";
        _writer.Write(Append(1));
        var failed = Assert.IsType<PersistFailed>((await _inbox.TakeAsync(1)).Single());
        Assert.Contains("No space left", failed.Message);

        _store.FailsWith = null;
        _writer.Write(Append(2));
        Assert.IsType<PersistFailed>((await _inbox.TakeAsync(1)).Single());

        _writer.Write(new Persist(3, new byte[] { 3 }, Replace: true));
        _writer.Write(Append(4));
        Assert.All(await _inbox.TakeAsync(2), done => Assert.IsType<Persisted>(done));
    }

    [Fact]
    public async Task What_is_queued_when_it_stops_is_still_written()
    {
        _writer.Write(Append(1));
        await _store.EnteredAsync();
        _writer.Write(Append(2));
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

        writer.Write(Append(1));
        Assert.IsType<PersistFailed>((await _inbox.TakeAsync(1)).Single());

        writer.Write(new Persist(2, new byte[] { 5 }, Replace: true)); // a rename takes the link away
        Assert.IsType<Persisted>((await _inbox.TakeAsync(1)).Single());
        Assert.Equal([5], await File.ReadAllBytesAsync(folder.File("state"), TestContext.Current.CancellationToken));
    }

    private static Persist Append(long id) => new(id, new byte[] { (byte)id }, Replace: false);
}
