using OrleansNaming.EndToEnd.Tests.Importing;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary><c>naming register --keep</c> at a server that forgets its guest and cannot take it again at once.</summary>
[On(Engine.Lan)]
public sealed class KeptRegistrationTests : IAsyncLifetime
{
    private const string Names = "/v1/names/kept";
    private static readonly Scripted Written = new("""{"token":"alpha:0f3c0f3c0f3c0f3c0f3c0f3c0f3c0f3c:1:2"}""");

    private readonly Desk _desk = new();
    private StandInRegistry _server = null!;

    public async ValueTask InitializeAsync() => _server = await StandInRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_registration_that_cannot_be_made_again_at_once_is_made_later()
    {
        _server.Say(Names, Written);
        var kept = await KeepAsync();
        _server.Say(Names, new Scripted("", Status: 503)); // it came back without its store (renewals are 404), and is not ready yet

        var stumble = await kept.LineAsync(line => line.Contains("was not renewed"), "it says that it stumbled");
        Assert.Matches("^naming: kept/kept-1 was not renewed: .*503.*; tried again every 0.7 s$", stumble);
        var refused = Registered();
        _server.Say(Names, Written);
        await Eventually.Holds(() => Task.FromResult(Registered()), times => times > refused, "it registers again");

        Assert.False(kept.HasExited);
        await kept.InterruptAsync();
        (await kept.EndAsync()).Exits(0);
    }

    [Fact]
    public async Task What_cannot_come_right_ends_it_with_its_exit_code()
    {
        _server.Say(Names, Written);
        var kept = await KeepAsync();
        _server.Say(Names, new Scripted("", Status: 403));
        Assert.Contains("403", (await kept.EndAsync()).Exits(5).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_gone_already_need_not_be_taken_back()
    {
        _server.Say(Names, Written);
        var kept = await KeepAsync(leaseSeconds: 3600);
        _server.Say(Names, new Scripted("", Status: 404));
        await kept.InterruptAsync();
        (await kept.EndAsync()).Exits(0);
    }

    private async Task<LiveProcess> KeepAsync(int leaseSeconds = 2)
    {
        var kept = _desk.Start("register", "kept", "kept-1", "--keep", "--lease", $"{leaseSeconds}", "-s", _server.Url);
        await kept.LineAsync(line => line.StartsWith("registered kept/kept-1", StringComparison.Ordinal), "it is registered");
        return kept;
    }

    private int Registered() => _server.Asked.Count(path => path.StartsWith(Names, StringComparison.Ordinal));
}
