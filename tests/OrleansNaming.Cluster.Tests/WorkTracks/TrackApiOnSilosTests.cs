using System.Text.Json.Nodes;
using OrleansNaming.Cluster.Tests.Processes;
using OrleansNaming.Gateway;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>The API of a group's silos: whichever is asked, the answer is the group's (rows E).</summary>
[On(Engine.Orleans)]
public sealed class TrackApiOnSilosTests(Postgres postgres) : IClassFixture<Postgres>
{
    private const string Definitions = "/v1/tracks/orders/definitions";
    private const string Drawing = "application/json";
    private const string Side = "/v1/tracks/orders/connections/side";

    [RequiresFact("postgres", Need.Linux)]
    [Row("E33")]
    [Row("E35")]
    public async Task A_text_and_its_drawing_are_one_track_at_every_silo_and_only_an_administrator_names_databases()
    {
        await using var silos = await TrackSilos.StartAsync(postgres);

        var saved = await SavedAsync(silos, "s1", Text("main"), "text/plain");
        var drawing = await Eventually.Holds(() => silos.CallAsync("s2", "GET", $"{Definitions}/parcels", NamingRole.Author, type: Drawing), answer => answer.Status == 200, "the second silo draws it");
        Assert.Equal(saved.ToJsonString(), (await SavedAsync(silos, "s3", drawing.Body, Drawing)).ToJsonString()); // it says nothing new
        Assert.Equal(drawing, await silos.CallAsync("s1", "GET", $"{Definitions}/parcels", NamingRole.Author, type: Drawing));
        Assert.Equal(["3 3"], await ErrorsAsync(silos, "s3", Text("main").Replace("STEP", "STOP", StringComparison.Ordinal)));

        Assert.NotEmpty(await ErrorsAsync(silos, "s2", Text("side")));
        const string database = """{"provider":"Microsoft.Data.Sqlite","connectionString":"Data Source=side.db"}""";
        foreach (var (role, status) in new[] { (NamingRole.Author, 403), (NamingRole.Operator, 403), (NamingRole.Administrator, 200) })
        {
            var answer = await silos.CallAsync("s1", "PUT", Side, role, database);
            Assert.True(answer.Status == status, $"{role}: {answer}");
        }

        await Eventually.Holds(() => ErrorsAsync(silos, "s2", Text("side")), errors => errors.Count == 0, "the second silo knows the database");
        var (_, audit) = await silos.CallAsync("s3", "GET", "/v1/audit", NamingRole.Administrator);
        Assert.Equal(
            ["the-administrator done", "the-operator refused", "the-author refused"],
            JsonNode.Parse(audit)!["rows"]!.AsArray().Where(row => (string)row!["on"]! == Side).Select(row => $"{row!["who"]} {row["outcome"]}"));
    }

    private static string Text(string database) => $$"""
        TRACK "parcels" GROUP "orders"
          GATHER FROM {{database}} "select id, place from parcel" KEY id COLUMNS id text, place text
          STEP "gone" IF place IS NULL THEN WITHDRAW "parcels/{id}"
        END
        """;

    private static async Task<JsonNode> SavedAsync(TrackSilos silos, string silo, string track, string type)
    {
        var (status, answer) = await silos.CallAsync(silo, "PUT", $"{Definitions}/parcels", NamingRole.Author, track, type);
        Assert.True(status == 200, answer);
        return JsonNode.Parse(answer)!;
    }

    /// <summary>Where something is wrong with a text: lines and columns.</summary>
    private static async Task<List<string>> ErrorsAsync(TrackSilos silos, string silo, string text)
    {
        var (status, answer) = await silos.CallAsync(silo, "POST", "/v1/tracks/orders/validate", NamingRole.Author, text);
        Assert.True(status == 200, answer);
        return [.. JsonNode.Parse(answer)!["errors"]!.AsArray().Select(error => $"{error!["line"]} {error["column"]}")];
    }
}
