using System.Threading.Channels;
using OrleansNaming.Engines.Tests.Storage;
using OrleansNaming.Lan.Keys;
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

    private KeyringWatch Watch() =>
        new(File, ring => _taken.Writer.TryWrite(ring), why => _refused.Writer.TryWrite(why), TimeProvider.System);

    private static CancellationToken Patience()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return patience.Token;
    }
}
