using System.Text.Json.Nodes;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>The keyring file: readable by its owner only, and its secrets are never printed.</summary>
public sealed class KeysTests : IAsyncLifetime
{
    private readonly Desk _desk = new();

    private string Ring => _desk.File("ring", "keys.json");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_key_is_made_added_used_and_removed()
    {
        Assert.Equal(["1 primary"], await KeysAsync("create"));
        Assert.Equal(["1 primary", "2 accepted"], await KeysAsync("add"));
        Assert.Equal(["2 primary", "1 accepted"], await KeysAsync("use", "2"));
        Assert.Equal(["2 primary"], await KeysAsync("remove", "1"));
        Assert.Equal(["2 primary"], await KeysAsync("list"));

        var listed = (await _desk.NamingAsync("keys", "list", "--file", Ring, "--json")).Exits(0).Json();
        Assert.Equal((2, "primary"), ((int)listed[0]!["id"]!, (string?)listed[0]!["state"]));
    }

    [Fact]
    public async Task What_can_not_be_done_says_why_and_changes_nothing()
    {
        await KeysAsync("create");
        var before = await File.ReadAllTextAsync(Ring, TestContext.Current.CancellationToken);
        Assert.Contains("exists; 'naming keys add' adds a key to it", (await _desk.NamingAsync("keys", "create", "--file", Ring)).Exits(1).Error);
        Assert.Contains("key 1 is the primary", (await _desk.NamingAsync("keys", "remove", "1", "--file", Ring)).Exits(2).Error);
        Assert.Contains("no key 7", (await _desk.NamingAsync("keys", "use", "7", "--file", Ring)).Exits(3).Error);
        Assert.Contains(_desk.File("none.json"), (await _desk.NamingAsync("keys", "list", "--file", _desk.File("none.json"))).Exits(2).Error);
        Assert.Contains("'naming keys create' makes one", (await _desk.NamingAsync("keys", "list", "--file", _desk.File("none.json"))).Exits(2).Error);
        Assert.Contains($"cannot write the keys to {_desk.Folder}", (await _desk.NamingAsync("keys", "create", "--file", _desk.Folder)).Exits(1).Error);
        Assert.Contains("'a/b' is no cluster", (await _desk.NamingAsync("keys", "create", "--cluster", "a/b")).Exits(2).Error);
        Assert.Equal(before, await File.ReadAllTextAsync(Ring, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_file_it_is_the_clusters_own()
    {
        (await _desk.NamingAsync("keys", "create", "--cluster", "shop")).Exits(0);
        Assert.True(File.Exists(_desk.File("orleans-naming", "shop", "keys.json")));
        var server = await _desk.ServeAsync("alpha", "--cluster", "shop", "--data", _desk.File("orleans-naming"), "--address", "127.0.0.1");
        Assert.DoesNotContain("no keys", server.Process.Said);
    }

    /// <summary>Runs a verb; checks the file's mode, and that nothing printed holds a secret of before or after.</summary>
    private async Task<string[]> KeysAsync(params string[] verb)
    {
        var secrets = Secrets();
        var run = (await _desk.NamingAsync(["keys", .. verb, "--file", Ring])).Exits(0);
        secrets.AddRange(Secrets());
        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, run.Output + run.Error));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Ring));
        }

        return [.. run.Lines.Skip(2).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
    }

    private List<string> Secrets() => File.Exists(Ring)
        ? [.. JsonNode.Parse(File.ReadAllText(Ring))!["keys"]!.AsArray().Select(key => (string)key!["secret"]!)]
        : [];
}
