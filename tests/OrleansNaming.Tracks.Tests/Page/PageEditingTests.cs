using OrleansNaming.Gateway;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>What the page tells people who err, who may not, or who come too late (row E32).</summary>
[On(Engine.Lan)]
public sealed class PageEditingTests
{
    private const string Track = """
        TRACK "mine" GROUP "ops"
          GATHER FROM main "select id, amount from job" KEY id COLUMNS id text, amount number, reached number OWN
          STEP "one" IF amount > 1 THEN SET reached = 1
        END
        """;

    [RequiresFact(Chromium.Program)]
    [Row("E32")]
    [Row("E34")]
    public async Task A_viewer_looks_and_validates_and_is_told_that_he_may_not_save()
    {
        await using var server = await PageServer.StartAsync();
        await server.DefineAsync(Track);
        var page = await server.OpenAsync(NamingRole.Viewer, "mine");

        await page.ClickAsync("Step one");
        await page.TypeAsync("Condition (empty: always)", "amuont > 1");
        await page.ClickAsync("Validate");
        await page.ReadsAsync("did you mean amount?");
        await page.ReadsAsync("step 'one', condition: ");
        await page.ClickAsync("Drop changes");
        await page.ClickAsync("Where records come from, and when");
        await page.TypeAsync("Connection (empty: contacts)", "mian");
        await page.ClickAsync("Validate");
        await page.ReadsAsync("did you mean main?");
        await page.ReadsAsync("line 2, column 15");
        await page.ReadsAsync("GATHER FROM mian \"select");
        await page.TypeAsync("Connection (empty: contacts)", "main");
        await page.ClickAsync("Step one");

        await page.TypeAsync("Condition (empty: always)", "amount > 2");
        await page.ClickAsync("Validate");
        await page.ReadsAsync("Valid: no errors");
        await page.ClickAsync("Save");
        await page.ReadsAsync("'the-viewer' is Viewer, and this needs the role Author or Administrator");
        await page.ClickAsync("Dry run");
        await page.ReadsAsync("'the-viewer' is Viewer");
        Assert.Contains("amount > 1", await server.TextAsync("mine"), StringComparison.Ordinal);
        Assert.Empty(page.Troubles);
    }

    [RequiresFact(Chromium.Program)]
    [Row("E32")]
    public async Task Who_saves_over_what_somebody_else_saved_is_told_and_nothing_is_lost()
    {
        await using var server = await PageServer.StartAsync();
        await server.DefineAsync(Track);
        await server.Stores.ExecuteAsync("insert into job values ('job 1', 1), ('job 2', 2)");
        var page = await server.OpenAsync(NamingRole.Author, "mine");
        await page.ClickAsync("Step one");
        await page.TypeAsync("Condition (empty: always)", "amount > 7");
        await server.DefineAsync(Track.Replace("amount > 1", "amount > 1.5", StringComparison.Ordinal));

        await page.ClickAsync("Save");
        await page.ReadsAsync("Somebody else saved it: 'mine' is at version 2 by now, and not at 1");
        Assert.Contains("amount > 1.5", await server.TextAsync("mine"), StringComparison.Ordinal);
        await page.ClickAsync("Drop changes");
        await page.SeesAsync("found('Condition (empty: always)')?.value === 'amount > 1.5'", "theirs is shown");

        await page.ClickAsync("Dry run");
        await page.ReadsAsync("job 2: the condition is met; SET reached = 1");
        await page.ReadsAsync("job 1: the condition is not met");
        await page.ClickAsync("Save");
        await page.ReadsAsync("Saved as version 2"); // which says nothing new
        Assert.Empty(page.Troubles);
    }

    [RequiresFact(Chromium.Program)]
    [Row("E32")]
    [Row("E33")]
    public async Task The_text_and_the_drawing_are_two_views_of_one_track()
    {
        await using var server = await PageServer.StartAsync();
        await server.DefineAsync(Track);
        var page = await server.OpenAsync(NamingRole.Author, "mine");
        await page.ClickAsync("Add step");
        await page.TypeAsync("Name", "two");
        await page.ClickAsync("Text");
        await page.SeesAsync("found('The track as a statement')?.value.includes('STEP \"two\"')", "the text holds the new step");

        await page.TypeAsync("The track as a statement", Track.Replace("END", "  STEP \"three\" IF amount > 3 THEN SET reached = 3 STOP OTHERWISE GO TO \"one\"\nEND", StringComparison.Ordinal));
        await page.ClickAsync("Drawing");
        await page.ClickAsync("Step three");
        await page.SeesAsync("found('then go to')?.value === 'Stop' && found('otherwise to step')?.value === 'one' && !found('Step two')", "the drawing is that of the text");

        await page.ClickAsync("Step one");
        var place = await page.PlaceAsync("Step one");
        await page.PressAsync("ArrowRight", 39);
        await page.PressAsync("ArrowDown", 40);
        Assert.Equal([place[0] + 10, place[1] + 10], await page.PlaceAsync("Step one"));
        await page.PressAsync("Enter", 13);
        await page.SeesAsync("document.activeElement === found('Name')", "the keyboard goes on in its fields");
        await page.TypeAsync("Name", "first");
        await page.ClickAsync("Save");
        await page.ReadsAsync("Saved as version 2");
        Assert.Contains($"STEP \"first\" AT {place[0] + 10}, {place[1] + 10}\n", await server.TextAsync("mine"), StringComparison.Ordinal);
        Assert.Contains("OTHERWISE GO TO \"first\"", await server.TextAsync("mine"), StringComparison.Ordinal);
        Assert.Empty(page.Troubles);
    }
}
