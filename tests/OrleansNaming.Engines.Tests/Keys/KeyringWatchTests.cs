using System.Threading.Channels;
using OrleansNaming.EndToEnd.Tests.Client;
using OrleansNaming.Engines.Tests.Storage;
using OrleansNaming.Lan.Keys;
using OrleansNaming.Storage;
using OrleansNaming.Wire;

namespace OrleansNaming.Engines.Tests.Keys;

[On(Engine.Lan)]
public sealed class KeyringWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Channel<Keyring> _taken = Channel.CreateUnbounded<Keyring>();
    private readonly Channel<string> _refused = Channel.CreateUnbounded<string>();

    private string File => _folder.File("keys.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_file_is_taken_up()
    {
        var ring = KeyringFile.Create();
        ring.Save(File);
        using var watch = Watch();

        ring.Add().Use(2).Save(File);

        Assert.Equal(2u, (await _taken.Reader.ReadAsync(Patience())).PrimaryId);
    }

    [Fact]
    public async Task A_file_that_can_not_be_used_is_told_and_the_next_good_one_is_taken()
    {
        var ring = KeyringFile.Create();
        ring.Save(File);
        using var watch = Watch();

        System.IO.File.Delete(File);
        Assert.Contains(File, await _refused.Reader.ReadAsync(Patience()));

        ring.Add().Use(2).Save(File);
        Assert.Equal(2u, (await _taken.Reader.ReadAsync(Patience())).PrimaryId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_goes_wrong_with_a_file_ends_nothing_and_is_told_once(bool isLoop)
    {
        var time = new ManualTime();
        var ring = KeyringFile.Create();
        ring.Save(File);
        using var watch = new KeyringWatch(File, ring => _taken.Writer.TryWrite(ring), why => _refused.Writer.TryWrite(why), time);

        Spoil(isLoop);
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(_refused.Reader.TryRead(out var why));
        Assert.Contains(File, why);
        Assert.False(_refused.Reader.TryRead(out _));
        System.IO.File.Delete(File);
        ring.Add().Use(2).Save(File);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_taken.Reader.TryRead(out var taken));
        Assert.Equal(2u, taken.PrimaryId);
    }

    /// <summary>By a link to itself, which nobody can look at, or by a key that is null.</summary>
    private void Spoil(bool isLoop)
    {
        System.IO.File.Delete(File);
        if (isLoop)
        {
            System.IO.File.CreateSymbolicLink(File, File);
        }
        else
        {
            PrivateFile.Replace(File, """{"lastId": 1, "keys": [null]}"""u8.ToArray());
        }
    }

    private KeyringWatch Watch() =>
        new(File, ring => _taken.Writer.TryWrite(ring), why => _refused.Writer.TryWrite(why), TimeProvider.System);

    private static CancellationToken Patience()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return patience.Token;
    }
}
