using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>Names and metadata are other people's: none of it may drive the terminal of who looks.</summary>
[On(Engine.Lan)]
public sealed class PlainTextTests(OneServer one) : IClassFixture<OneServer>
{
    private const string Evil = "\u001b[31m\u001b]0;mine\u0007\u009b2J\r\u0008x";

    private readonly Desk _desk = one.Desk;

    [Theory]
    [InlineData("the host of endpoint 1", "-e", Evil + ":80")]
    [InlineData("the zone", "--zone", Evil)]
    [InlineData("tag 1", "--tag", Evil)]
    [InlineData("the metadata value of 'k'", "--meta", "k=" + Evil)]
    public async Task What_has_control_characters_is_not_registered_and_the_field_is_named(string field, params string[] arguments)
    {
        var run = (await _desk.NamingAsync(["register", "evil", "evil-1", .. arguments])).Exits(2);
        Assert.Contains($"{field} has the control character U+001B", run.Error);
        Assert.DoesNotContain(run.Error.TrimEnd('\n'), char.IsControl);
        (await _desk.NamingAsync("resolve", "evil")).Exits(3);
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
}
