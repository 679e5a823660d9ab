using OrleansNaming.Gateway;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>What a hostile author writes is a text to everybody who looks at it (row E32; "Dashboard XSS" of docs/threats.md).</summary>
[On(Engine.Lan)]
public sealed class HostileTrackTests
{
    private static readonly string[] Payloads =
    [
        "<img src=x onerror=alert(1)>", "<script>alert(2)</script>", "\"><svg onload=alert(3)>", "'-alert(4)-'", "javascript:alert(5)", "</text><foreignObject><iframe src=\"javascript:alert(6)\">",
        "<a href=\"javascript:alert(7)\">x</a>", "]]><script>alert(8)</script>", "${alert(9)}", "<style>*{display:none}</style>", "&lt;img src=x onerror=alert(10)&gt;", "\u202e<b>gnp",
    ];

    /// <summary>Nothing that a payload would make, and no attribute that would run.</summary>
    private const string Nothing = """
        document.querySelectorAll("img, iframe, object, embed, foreignObject, b, style, script:not([src='/tracks/files/app.js'])").length === 0
          && [...document.querySelectorAll("*")].every(element => [...element.attributes].every(attribute => !attribute.name.startsWith("on") && !(attribute.name === "href" && attribute.value.startsWith("javascript:"))))
        """;

    [RequiresFact(Chromium.Program)]
    [Row("E32")]
    public async Task Names_conditions_actions_queries_and_errors_are_shown_as_text()
    {
        await using var server = await PageServer.StartAsync();
        foreach (var payload in Payloads)
        {
            await server.DefineAsync(Hostile(payload));
        }

        const string address = "<img src=x onerror=alert(0)>";
        var page = await server.OpenAsync(NamingRole.Author, address);
        await page.ReadsAsync($"there is no track '{address}'");
        await page.ClickAsync(Name(Payloads[0]));
        await page.SeesAsync($"document.getElementById('track').textContent.startsWith({BrowserPage.Quoted(Name(Payloads[0]))})", "the track is open, its name a text");
        await page.SeesAsync($"found('Query')?.value === {BrowserPage.Quoted(Query(Payloads[0]))}", "so is its query");
        foreach (var payload in Payloads)
        {
            Assert.True(await page.AskAsync<bool>($"!!found({BrowserPage.Quoted(Name(payload))})")); // in the list of tracks
            await page.ClickAsync($"Step {payload}");
            await page.SeesAsync($"found('Name')?.value === {BrowserPage.Quoted(payload)} && found('Action 1')?.value === {BrowserPage.Quoted(Action(payload))}", "the step is as it was written");
            await page.TypeAsync("Condition (empty: always)", payload);
        }

        await page.ClickAsync("Validate");
        await page.SeesAsync($"document.querySelectorAll('#messages .errors li').length >= {Payloads.Length}", "its errors are told");
        Assert.True(await page.AskAsync<bool>(Nothing));
        Assert.Empty(page.Troubles);
        await page.AskAsync<bool>($"(document.body.insertAdjacentHTML('beforeend', {BrowserPage.Quoted(address)}), true)"); // as a page would that reads names as HTML
        await Eventually.Holds(() => Task.FromResult(string.Join('\n', page.Troubles)), static troubles => troubles.Contains("Content Security Policy", StringComparison.Ordinal), "the policy keeps it from running");
        Assert.DoesNotContain(page.Troubles, static trouble => trouble.StartsWith("dialog", StringComparison.Ordinal));
    }

    private static string Hostile(string payload) => $"""
        TRACK {TrackPrinter.Quoted(Name(payload))} GROUP "ops"
          WHEN EXTERNAL {TrackPrinter.Quoted(payload)}
          GATHER FROM main {TrackPrinter.Quoted(Query(payload))} KEY id COLUMNS id text, name text
          {string.Join("\n  ", Payloads.Select(step => $"STEP {TrackPrinter.Quoted(step)} IF name = {TrackPrinter.Quoted(step)} THEN {Action(step)}"))}
        END
        """;

    /// <summary>A track's name, which addresses hold.</summary>
    private static string Name(string payload) => payload.Replace('/', '\\');

    private static string Query(string payload) => $"select id, '{payload.Replace("'", "''", StringComparison.Ordinal)}' as name from job";

    private static string Action(string payload) =>
        $"EMAIL name {TrackPrinter.Quoted(payload.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal))}";
}
