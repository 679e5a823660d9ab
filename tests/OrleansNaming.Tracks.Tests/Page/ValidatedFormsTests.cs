using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OrleansNaming.Gateway;
using OrleansNaming.Tracks.Tests.Access;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>Validating tells the other form too, by which the page goes from drawing to text and back (rows E32, E33).</summary>
[On(Engine.Lan)]
public sealed class ValidatedFormsTests : IAsyncLifetime
{
    private const string Text = """
        TRACK "mine" VERSION 1 GROUP "ops"
          GATHER FROM main "select id from job" KEY id
            COLUMNS id text, seen boolean OWN
          STEP "one" AT 3, 4
            DO SET seen = TRUE
        END

        """;

    private KeyedServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await KeyedServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    [Row("E32")]
    [Row("E33")]
    public async Task A_text_is_answered_with_its_drawing_and_a_drawing_with_its_text()
    {
        var ofText = await ValidateAsync(Text, "text/plain");
        Assert.Empty(ofText["errors"]!.AsArray());
        Assert.Null(ofText["text"]);
        Assert.Equal((3, 4), ((int)ofText["drawing"]!["steps"]![0]!["x"]!, (int)ofText["drawing"]!["steps"]![0]!["y"]!));

        var ofDrawing = await ValidateAsync(ofText["drawing"]!.ToJsonString(), "application/json");
        Assert.Empty(ofDrawing["errors"]!.AsArray());
        Assert.Null(ofDrawing["drawing"]);
        Assert.Equal(Text, (string)ofDrawing["text"]!);
    }

    [Fact]
    [Row("E32")]
    public async Task The_errors_of_a_drawing_stand_in_the_text_that_it_is_answered_with()
    {
        var drawing = (await ValidateAsync(Text, "text/plain"))["drawing"]!;
        drawing["source"]!["connection"] = "mian";
        var wrong = await ValidateAsync(drawing.ToJsonString(), "application/json");
        var error = Assert.Single(wrong["errors"]!.AsArray())!;
        Assert.Equal("main", (string)error["suggestion"]!);
        Assert.StartsWith("mian", ((string)wrong["text"]!).Split('\n')[(int)error["line"]! - 1][((int)error["column"]! - 1)..], StringComparison.Ordinal);

        drawing["steps"]![0]!["actions"]![0] = "SET sene = TRUE";
        var unread = await ValidateAsync(drawing.ToJsonString(), "application/json");
        Assert.StartsWith("step 'one', actions[0]: ", (string)unread["errors"]![0]!["message"]!, StringComparison.Ordinal);
        Assert.Equal("seen", (string)unread["errors"]![0]!["suggestion"]!);
        Assert.Null(unread["text"]); // the error stands in that action, and the whole has no text
    }

    private async Task<JsonNode> ValidateAsync(string content, string type)
    {
        using var http = new HttpClient { BaseAddress = _server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", KeyedServer.KeyOf(NamingRole.Viewer));
        using var body = new StringContent(content, Encoding.UTF8, type);
        using var answer = await http.PostAsync("/v1/tracks/ops/validate", body, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }
}
