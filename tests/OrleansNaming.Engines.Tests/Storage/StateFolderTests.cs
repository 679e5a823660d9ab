using OrleansNaming.Lan.Storage;

namespace OrleansNaming.Engines.Tests.Storage;

[On(Engine.Lan)]
public sealed class StateFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Take_HeldAlready_NamesTheFileAndTheProcess()
    {
        using var first = StateFolder.Take(_folder.Path);

        var refused = Assert.Throws<NamingException>(() => StateFolder.Take(_folder.Path));

        Assert.Equal(Refusal.StorageFailed, refused.Refusal);
        Assert.Contains(_folder.File("lock"), refused.Message);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message);
    }

    [Fact]
    public void Take_GivenBack_MayBeTakenAgain()
    {
        StateFolder.Take(_folder.Path).Dispose();

        using var again = StateFolder.Take(_folder.Path);

        Assert.Equal(_folder.Path, again.Path);
    }

    [Fact]
    public void Take_AFileIsInTheWay_SaysWhatToDo()
    {
        File.WriteAllText(_folder.File("server"), "no folder");

        var refused = Assert.Throws<NamingException>(() => StateFolder.Take(_folder.File("server")));

        Assert.Contains(_folder.File("server"), refused.Message);
        Assert.Contains("DataDirectory", refused.Message);
    }

    [RequiresFact(Need.Linux)]
    public void Take_AFolderThatNobodyMayWrite_SaysWhatToDo()
    {
        var refused = Assert.Throws<NamingException>(() => StateFolder.Take("/proc/naming"));

        Assert.Contains("/proc/naming", refused.Message);
        Assert.Contains("DataDirectory", refused.Message);
    }
}
