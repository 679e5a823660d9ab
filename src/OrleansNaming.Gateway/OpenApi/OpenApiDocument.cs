using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.OpenApi;

/// <summary>
/// The API as an OpenAPI 3.1 document, made from the route table and the JSON types, so that it cannot say anything else than the routes do.
/// The framework's generator would need a package, and reads handlers' signatures: these read raw bodies and have none.
/// </summary>
internal static class OpenApiDocument
{
    private const string ProblemSchema = nameof(ApiProblem);
    private const string Key = "key";

    private static readonly JsonSchemaExporterOptions Schemas = new() { TreatNullObliviousAsNonNullable = true };

    /// <summary>The document as JSON.</summary>
    public static byte[] Make(IReadOnlyList<ApiRoute> routes)
    {
        var types = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        Add(types, ApiJson.Default.ApiProblem);
        var paths = new JsonObject();
        foreach (var path in routes.GroupBy(route => PathOf(route.Pattern), StringComparer.Ordinal))
        {
            var methods = new JsonObject();
            foreach (var route in path)
            {
                methods[Lower(route.Method)] = Operation(route, types);
            }

            paths[path.Key] = methods;
        }

        return JsonSerializer.SerializeToUtf8Bytes(Whole(paths, types), DocumentJson.Default.JsonObject);
    }

    /// <summary>The template's catch-all is a name with its slashes; OpenAPI has no word for that.</summary>
    public static string PathOf(string pattern) => pattern.Replace("{**", "{", StringComparison.Ordinal);

    /// <summary>Every status that a route's refusals have, with the words that it may carry.</summary>
    public static IReadOnlyDictionary<int, string[]> ProblemsOf(ApiRoute route) => Refusals(route)
        .GroupBy(problem => problem.Status)
        .OrderBy(problem => problem.Key)
        .ToDictionary(problem => problem.Key, problem => problem.Select(one => ApiWord.Of(one.Refusal)).Distinct().ToArray());

    private static JsonObject Whole(JsonObject paths, SortedDictionary<string, JsonNode> types) => new()
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject
        {
            ["title"] = "OrleansNaming API",
            ["version"] = "v1",
            ["description"] = "A naming registry whose every node answers. A name is 1 to 16 segments joined by '/', and is sent with its slashes.",
        },
        ["paths"] = paths,
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject(types.Select(type => KeyValuePair.Create(type.Key, (JsonNode?)type.Value))),
            ["securitySchemes"] = new JsonObject { [Key] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A key that has the role that the operation names, where the server has any." } },
        },
    };

    private static JsonObject Operation(ApiRoute route, SortedDictionary<string, JsonNode> types)
    {
        var operation = new JsonObject
        {
            ["operationId"] = route.Handler.Method.DeclaringType!.Name + "." + route.Handler.Method.Name,
            ["summary"] = route.Summary,
            ["parameters"] = new JsonArray([.. PathArguments(route.Pattern), .. route.Contract.Arguments.Select(Argument)]),
            ["responses"] = Responses(route, types),
        };
        if (route.Contract.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["content"] = Content("application/json", Add(types, body)) };
        }

        if (route.Contract.Text is { } text)
        {
            operation["requestBody"] = new JsonObject { ["description"] = text, ["content"] = Content("text/plain", TypeOf("string")) };
        }

        if (route.Role != NamingRole.Anyone)
        {
            operation["x-naming-role"] = route.Role.ToString();
            operation["security"] = new JsonArray(new JsonObject(), new JsonObject { [Key] = new JsonArray() });
        }

        return operation;
    }

    private static IEnumerable<JsonNode> PathArguments(string pattern) => pattern.Split('/')
        .Where(segment => segment.StartsWith('{'))
        .Select(segment => new JsonObject
        {
            ["name"] = segment.Trim('{', '}', '*'),
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = TypeOf("string"),
        });

    private static JsonObject Argument(ApiArgument argument) => new()
    {
        ["name"] = argument.Name,
        ["in"] = argument.In,
        ["required"] = argument.IsRequired,
        ["description"] = argument.Description,
        ["schema"] = argument.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = TypeOf(argument.Type) } : TypeOf(argument.Type),
    };

    private static JsonObject Responses(ApiRoute route, SortedDictionary<string, JsonNode> types)
    {
        var contract = route.Contract;
        var responses = new JsonObject();
        foreach (var status in contract.Bare)
        {
            responses[Text(status)] = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status) };
        }

        foreach (var (status, words) in ProblemsOf(route))
        {
            responses[Text(status)] = Problem(status, words);
        }

        foreach (var status in contract.MediaType is null ? [] : contract.Also.Prepend(StatusCodes.Status200OK))
        {
            var schema = contract.Answer is { } answer ? Add(types, answer) : TypeOf(contract.MediaType == "application/json" ? "object" : "string");
            responses[Text(status)] = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status), ["content"] = Content(contract.MediaType!, schema) };
        }

        responses["default"] = Problem(StatusCodes.Status500InternalServerError, ["none"]);
        return responses;
    }

    private static JsonObject Problem(int status, string[] words)
    {
        var problem = new JsonObject
        {
            ["description"] = $"{ReasonPhrases.GetReasonPhrase(status)}: {string.Join(", ", words)}",
            ["content"] = Content(ApiProblem.ContentType, Reference(ProblemSchema)),
        };
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            problem["headers"] = new JsonObject { ["Retry-After"] = new JsonObject { ["description"] = "Seconds.", ["schema"] = TypeOf("integer") } };
        }

        return problem;
    }

    private static IEnumerable<(int Status, Refusal Refusal)> Refusals(ApiRoute route)
    {
        var contract = route.Contract;
        var refusals = contract.AllRefusals.Select(refusal => (RefusalStatus.Of(refusal), refusal));
        if (route.Role != NamingRole.Anyone)
        {
            refusals = refusals.Append((StatusCodes.Status401Unauthorized, Refusal.Forbidden)).Append((StatusCodes.Status403Forbidden, Refusal.Forbidden));
        }

        if (contract.Arguments.Count > 0 || contract.Body is not null || route.Pattern.Contains('{', StringComparison.Ordinal))
        {
            refusals = refusals.Append((StatusCodes.Status400BadRequest, Refusal.Invalid));
        }

        refusals = contract.Body is null && contract.Text is null ? refusals : refusals.Append((StatusCodes.Status413PayloadTooLarge, Refusal.TooMany));
        return route.Pace == ApiPace.Free ? refusals : refusals.Append((StatusCodes.Status429TooManyRequests, Refusal.TooMany));
    }

    private static JsonObject Add(SortedDictionary<string, JsonNode> types, JsonTypeInfo type)
    {
        if (type.Type.GetElementType() is { } item)
        {
            return new JsonObject { ["type"] = "array", ["items"] = Add(types, type.Options.GetTypeInfo(item)) };
        }

        if (!types.ContainsKey(type.Type.Name))
        {
            var schema = type.GetJsonSchemaAsNode(Schemas);
            Inline(schema, schema);
            types.Add(type.Type.Name, schema);
        }

        return Reference(type.Type.Name);
    }

    /// <summary>
    /// The exporter writes a type that a schema holds twice as a pointer from that schema's own root; inside the document such a pointer leads
    /// nowhere, so the second place gets a copy. In the order of the document, in which what is pointed at comes first and is whole.
    /// </summary>
    private static void Inline(JsonNode root, JsonNode? node)
    {
        if (node is not JsonObject parent)
        {
            return;
        }

        foreach (var (key, child) in parent.ToList())
        {
            if (child is JsonObject pointer && pointer["$ref"] is JsonValue to && to.GetValue<string>().StartsWith("#/", StringComparison.Ordinal))
            {
                parent[key] = to.GetValue<string>().Split('/').Skip(1).Aggregate(root, (at, step) => at[step]!).DeepClone();
                continue;
            }

            Inline(root, child);
        }
    }

    private static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    private static JsonObject Content(string mediaType, JsonObject schema) => new() { [mediaType] = new JsonObject { ["schema"] = schema } };

    private static JsonObject TypeOf(string type) => new() { ["type"] = type };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static string Lower(string method) => method.ToLowerInvariant();
}
