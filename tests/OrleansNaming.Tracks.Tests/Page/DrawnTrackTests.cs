using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansNaming.Gateway;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>A track that is made at the page, in a real browser before a real server, and run (row E32).</summary>
[On(Engine.Lan)]
public sealed partial class DrawnTrackTests
{
    /// <summary>Table 1 of the patent: five conditions, each with its action.</summary>
    private const string Table1 = """
        TRACK "table 1" VERSION 1 GROUP "ops"
          GATHER FROM main "select id, amount from job" KEY id
            COLUMNS id text, amount number, reached number OWN
          STEP "condition 1"
            IF amount > 1
            THEN SET reached = 1
            OTHERWISE WAIT 1 hour AGAIN
          STEP "condition 2"
            IF amount > 2
            THEN SET reached = 2
            OTHERWISE WAIT 1 hour AGAIN
          STEP "condition 3"
            IF amount > 3
            THEN SET reached = 3
            OTHERWISE WAIT 1 hour AGAIN
          STEP "condition 4"
            IF amount > 4
            THEN SET reached = 4
            OTHERWISE WAIT 1 hour AGAIN
          STEP "condition 5"
            IF amount > 5
            THEN SET reached = 5
            OTHERWISE WAIT 1 hour AGAIN
        END

        """;

    /// <summary>Whether whoever only hears the page is told what each field and button is for.</summary>
    private const string AllAreNamed = """
        [...document.querySelectorAll("input, select, textarea")].every(field => field.labels.length === 1) && [...document.querySelectorAll("button, [role=button]")].every(one => one.textContent.trim())
        """;

    private static readonly string[] Counts = ["1 here", "1 here", "1 here", "1 here", "1 here, 1 done"];

    [RequiresFact(Chromium.Program)]
    [Row("E32")]
    public async Task Table_1_is_made_by_clicking_and_typing_its_records_are_counted_and_its_boxes_stay_where_they_were_dragged()
    {
        await using var server = await PageServer.StartAsync();
        var page = await server.OpenAsync(NamingRole.Author);
        await MakeTable1Async(page);

        await page.DragAsync("Step condition 3", 330, 40);
        var dropped = await page.PlaceAsync("Step condition 3");
        await page.ClickAsync("Validate");
        await page.ReadsAsync("Valid: no errors");
        await page.ClickAsync("Save");
        await page.ReadsAsync("Saved as version 1");
        var text = await server.TextAsync("table 1");
        Assert.Equal(Table1, Place().Replace(text, "${name}"));
        Assert.Equal($"\"condition 3\" AT {dropped[0]}, {dropped[1]}", Assert.Single(Place().Matches(text)).Value);

        for (var amount = 1; amount <= 6; amount++)
        {
            await server.Stores.ExecuteAsync($"insert into job values ('job {amount}', {amount})");
        }

        await SeesCountsAsync(page);
        Assert.True(await page.AskAsync<bool>(AllAreNamed));
        Assert.Equal(
            ["", "1", "2", "3", "4", "5"],
            await server.Stores.ReadAsync("select coalesce(json_extract(own, '$.reached'), '') from track_record order by record", row => $"{row.GetValue(0)}"));

        var again = await server.OpenAsync(NamingRole.Viewer);
        await again.ClickAsync("table 1");
        await SeesCountsAsync(again);
        Assert.Equal(dropped, await again.PlaceAsync("Step condition 3"));
        Assert.Empty(page.Troubles.Concat(again.Troubles));
    }

    private static async Task MakeTable1Async(BrowserPage page)
    {
        await page.TypeAsync("New track", "table 1");
        await page.ClickAsync("Make track");
        await page.TypeAsync("Query", "select id, amount from job");
        await AddColumnAsync(page, 2, "amount");
        await AddColumnAsync(page, 3, "reached");
        await page.ClickAsync("own 3");
        for (var number = 1; number <= 5; number++)
        {
            await page.ClickAsync(number == 1 ? "Step step 1" : "Add step");
            await page.TypeAsync("Name", $"condition {number}");
            await page.TypeAsync("Condition (empty: always)", $"amount > {number}");
            await page.ClickAsync("Add action");
            await page.TypeAsync("Action 1", $"SET reached = {number}");
            await page.ChooseAsync("otherwise go to", "this");
            await page.TypeAsync("otherwise after a wait of", "1 hour");
        }
    }

    private static async Task AddColumnAsync(BrowserPage page, int number, string name)
    {
        await page.ClickAsync("Add column");
        await page.TypeAsync($"Column {number}", name);
        await page.ChooseAsync($"type {number}", "number");
    }

    private static Task SeesCountsAsync(BrowserPage page) => page.SeesAsync(
        $"JSON.stringify([...document.querySelectorAll('.step text.count')].map(one => one.textContent)) === {BrowserPage.Quoted(JsonSerializer.Serialize(Counts))}", "each box shows who stands there");

    [GeneratedRegex("""(?<name>"[^"]*") AT \d+, \d+""")]
    private static partial Regex Place();
}
