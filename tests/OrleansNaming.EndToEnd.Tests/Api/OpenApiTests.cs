using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>The API's description of itself says what the routes do.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private ApiNode _node = null!;
    private JsonNode _document = null!;

    public async ValueTask InitializeAsync()
    {
        _node = await ApiNode.StartAsync(new SoloEngine());
        _document = await _node.GetAsync("/openapi/v1.json");
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public void Every_route_stands_in_it_and_nothing_else()
    {
        Assert.StartsWith("3.1.", (string)_document["openapi"]!);
        var told = _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key} {path.Key}"));
        Assert.Equal(RouteTable.All.Select(route => $"{route.Method.ToLowerInvariant()} {OpenApiDocument.PathOf(route.Pattern)}").Order(), told.Order());
    }

    [Fact]
    public void Every_route_has_its_problem_responses()
    {
        foreach (var route in RouteTable.All)
        {
            var responses = ResponsesOf(route);
            var wanted = OpenApiDocument.ProblemsOf(route).Where(problem => !route.Contract.Also.Contains(problem.Key)).ToList();
            foreach (var (status, words) in wanted)
            {
                var problem = responses[$"{status}"];
                Assert.True(problem is not null, $"{route.Method} {route.Pattern} has no {status}");
                Assert.Equal("#/components/schemas/ApiProblem", (string)problem["content"]!["application/problem+json"]!["schema"]!["$ref"]!);
                Assert.All(words, word => Assert.Contains(word, (string)problem["description"]!));
                Assert.Equal(status is 429 or 503, problem["headers"]?["Retry-After"] is not null);
            }

            Assert.NotNull(responses["default"]!["content"]!["application/problem+json"]);
            Assert.True(responses["200"] is not null || responses["204"] is not null, $"{route.Pattern} never succeeds");
            Assert.Equal(route.Role != Gateway.NamingRole.Anyone, responses["401"] is not null);
        }
    }

    [Fact]
    public void What_bad_input_is_answered_with_stands_in_it()
    {
        foreach (var row in BadInputTests.Table)
        {
            var (method, path, status) = (row.Data.Item1, row.Data.Item2.Split('?')[0], row.Data.Item4);
            var route = RouteTable.All.FirstOrDefault(route => route.Method == method && Matches(route.Pattern, path));
            Assert.True(route is null || ResponsesOf(route)[$"{status}"] is not null, $"{method} {path} answers {status}, which the document does not say");
            Assert.True(route is not null || status == 404, $"no route of the document is {method} {path}");
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own()
    {
        var references = Regex.Matches(_document.ToJsonString(), "\"\\$ref\":\"(?<to>[^\"]+)\"").Select(match => match.Groups["to"].Value).Distinct();
        Assert.All(references, reference =>
        {
            Assert.StartsWith("#/components/schemas/", reference);
            Assert.NotNull(_document["components"]!["schemas"]![reference.Split('/')[^1]]);
        });
        var ids = Operations().Select(operation => (string)operation["operationId"]!).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task An_answer_has_the_members_that_its_schema_says()
    {
        var schema = _document["components"]!["schemas"]!["ApiStatus"]!;
        var status = (await _node.GetAsync("/v1/status")).AsObject();
        Assert.All(status.Select(member => member.Key), member => Assert.NotNull(schema["properties"]![member]));
        Assert.All(schema["required"]!.AsArray(), member => Assert.True(status.ContainsKey((string)member!)));
    }

    [Fact]
    public void Path_arguments_of_every_route_are_described()
    {
        foreach (var route in RouteTable.All.Where(route => route.Pattern.Contains('{')))
        {
            var name = Regex.Match(route.Pattern, @"\{\**(\w+)\}").Groups[1].Value;
            Assert.Contains(Operation(route)["parameters"]!.AsArray(), argument => (string)argument!["name"]! == name && (string)argument["in"]! == "path");
        }
    }

    private IEnumerable<JsonNode> Operations() => _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => method.Value!));

    private JsonNode Operation(ApiRoute route) => _document["paths"]![OpenApiDocument.PathOf(route.Pattern)]![route.Method.ToLowerInvariant()]!;

    private JsonNode ResponsesOf(ApiRoute route) => Operation(route)["responses"]!;

    private static bool Matches(string pattern, string path) =>
        Regex.IsMatch(path, "^" + Regex.Replace(pattern, @"\{(\**)\w+\}", match => match.Groups[1].Length > 0 ? ".+" : "[^/]+") + "$");
}
