using System.Runtime.Versioning;
using OrleansNaming.Lan.Storage;
using OrleansNaming.Storage;

namespace OrleansNaming.Engines.Tests.Storage;

[On(Engine.Lan)]
public sealed class StateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NoFileYet_Empty()
    {
        using var file = new StateFile(_folder.Path);

        Assert.Empty(file.Read());
    }

    [Fact]
    public void Append_AfterReopening_GoesOnAtTheEnd()
    {
        using (var file = new StateFile(_folder.Path))
        {
            file.Append([new byte[] { 1, 2 }, new byte[] { 3 }]);
        }

        using var again = new StateFile(_folder.Path);
        again.Append([new byte[] { 4 }]);

        Assert.Equal([1, 2, 3, 4], again.Read());
    }

    [Fact]
    public void Replace_TakesThePlaceOfEverything_AndAppendsGoOnBehindIt()
    {
        using var file = new StateFile(_folder.Path);
        file.Append([new byte[] { 1, 2, 3 }]);

        file.Replace(new byte[] { 9 });
        file.Append([new byte[] { 8 }]);

        Assert.Equal([9, 8], file.Read());
        Assert.False(File.Exists(_folder.File("state.new")));
    }

    [Fact]
    public void Replace_ALeftoverOfACrash_IsNotRead()
    {
        using var file = new StateFile(_folder.Path);
        file.Replace(new byte[] { 1 });
        File.WriteAllBytes(_folder.File("state.new"), [7, 7, 7]);

        Assert.Equal([1], file.Read());
        file.Replace(new byte[] { 2 });
        Assert.Equal([2], file.Read());
    }

    [RequiresFact("chmod")]
    [UnsupportedOSPlatform("windows")]
    public void Files_AreTheirOwnersAlone()
    {
        using var folder = StateFolder.Take(_folder.File("cluster", "server"));
        using var file = new StateFile(folder.Path);
        file.Append([new byte[] { 1 }]);

        Assert.Equal(PrivateFile.FolderMode, File.GetUnixFileMode(folder.Path));
        Assert.Equal(PrivateFile.FileMode, File.GetUnixFileMode(_folder.File("cluster", "server", "state")));
    }

    [Fact]
    public void KeepDamaged_KeepsTheLastFourCopies_AndTheFileItself()
    {
        using var file = new StateFile(_folder.Path);
        file.Append([new byte[] { 1 }]);

        var copies = Enumerable.Range(0, 6).Select(i => file.KeepDamaged(DateTimeOffset.UnixEpoch.AddSeconds(i))).ToList();

        Assert.Equal(copies.Skip(2), Directory.GetFiles(_folder.Path, "state.damaged-*").Order());
        Assert.Equal([1], file.Read());
    }
}
