using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Access;

namespace OrleansNaming.Tracks.Tests.Access;

/// <summary>Each role at each route, over HTTP, from the table that maps the routes (row E34).</summary>
[On(Engine.Lan)]
public sealed class RoleMatrixTests : IAsyncLifetime
{
    private const string Begin = "<!-- matrix -->\n";
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("NAMING_REWRITE") == "1";

    private KeyedServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await KeyedServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    [Row("E34")]
    public async Task Each_role_may_call_what_the_table_says_and_nothing_else()
    {
        var refused = new List<string>();
        foreach (var (method, pattern, needed) in RoleMatrix.Of(_server.App.Services).Where(line => line.Method != "*"))
        {
            foreach (var role in KeyedServer.Roles.Prepend(NamingRole.Anyone))
            {
                var status = await _server.StatusAsync(method, $"{RoleMatrix.UrlOf(pattern)}?instance=x", KeyedServer.KeyOf(role));
                if (new ApiCaller("", [role]).May(needed) == status is 401 or 403)
                {
                    refused.Add($"{role} {method} {pattern}: {status}");
                }
            }

            Assert.Equal(needed != NamingRole.Anyone, await _server.StatusAsync(method, RoleMatrix.UrlOf(pattern), null) is 401 or 403);
        }

        Assert.Empty(refused);
    }

    [Fact]
    [Row("E34")]
    public async Task The_documented_matrix_is_what_the_routes_say()
    {
        var file = RepositoryRoot.File("docs", "roles.md");
        var text = await File.ReadAllTextAsync(file, Cancel);
        var head = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];
        var whole = head + RoleMatrix.Print(RoleMatrix.Of(_server.App.Services));
        if (Rewrite)
        {
            await File.WriteAllTextAsync(file, whole, Cancel);
        }

        Assert.Equal(whole, await File.ReadAllTextAsync(file, Cancel)); // NAMING_REWRITE=1 writes it anew
    }

    [Fact]
    [Row("E34")]
    public async Task Only_an_author_writes_tracks_and_only_an_operator_moves_them()
    {
        const string text = """
            TRACK "mine" GROUP "ops"
              GATHER FROM main "select id from job" KEY id COLUMNS id text
              STEP "one" DO PUBLISH "x/{id}" AT "127.0.0.1:1"
            END
            """;
        Assert.Equal(403, await _server.StatusAsync("POST", "/v1/tracks/ops/definitions", KeyedServer.KeyOf(NamingRole.Operator), text));
        Assert.Equal(200, await _server.StatusAsync("POST", "/v1/tracks/ops/definitions", KeyedServer.KeyOf(NamingRole.Author), text));
        Assert.Equal(403, await _server.StatusAsync("POST", "/v1/tracks/ops/tracks/mine/claim", KeyedServer.KeyOf(NamingRole.Author)));
        Assert.NotEqual(403, await _server.StatusAsync("POST", "/v1/tracks/ops/tracks/mine/claim", KeyedServer.KeyOf(NamingRole.Operator)));
        var (status, problem) = await _server.CallAsync("PUT", "/v1/own/a", KeyedServer.KeyOf(NamingRole.Author));
        Assert.Equal((403, "'the-author' is Author, and this needs the role Operator or Administrator (docs/roles.md)"), (status, (string)problem!["detail"]!));
    }
}
