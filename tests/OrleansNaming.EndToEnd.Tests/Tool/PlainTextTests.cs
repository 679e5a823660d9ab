using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>Names and metadata are other people's: none of it may drive the terminal of who looks.</summary>
[On(Engine.Lan)]
public sealed class PlainTextTests(OneServer one) : IClassFixture<OneServer>
{
    private const string Evil = "\u001b[31m\u001b]0;mine\u0007\u009b2J\r\u0008x";

    private readonly Desk _desk = one.Desk;

    [Fact]
    public async Task What_is_registered_with_control_characters_is_shown_without_them()
    {
        var watch = _desk.Start("watch");
        (await _desk.NamingAsync("register", "evil", "evil-1", "-e", $"{Evil}:80", "--zone", Evil, "--tag", Evil, "--meta", $"k={Evil}")).Exits(0);
        Plain(await _desk.NamingAsync("resolve", "evil"));
        Plain(await _desk.NamingAsync("resolve", "evil", "--json"));
        Plain(await _desk.NamingAsync("list"));
        Plain(await _desk.NamingAsync("servers"));
        Plain(await _desk.NamingAsync("status"));
        await watch.LineAsync(line => line.Contains("evil-1"), "the watch sees it");
        watch.Interrupt();
        Plain(await watch.EndAsync());

        var zone = (string?)(await _desk.NamingAsync("resolve", "evil", "--json")).Json()["instances"]![0]!["zone"];
        Assert.Equal(Evil, zone);
    }

    [Theory]
    [InlineData("resolve", Evil)]
    [InlineData("register", Evil, "x")]
    [InlineData("list", "-s", "http://" + Evil)]
    [InlineData("list", Evil, Evil)]
    [InlineData(Evil)]
    [InlineData("up", "--for", Evil)]
    public async Task A_complaint_repeats_no_control_character(params string[] arguments)
    {
        var run = (await _desk.NamingAsync(arguments)).Exits(2);
        Assert.DoesNotContain(run.Error.TrimEnd('\n'), char.IsControl);
    }

    private static void Plain(RunResult run) => Assert.All(run.Exits(0).Output.Split('\n'), line => Assert.DoesNotContain(line, char.IsControl));
}
