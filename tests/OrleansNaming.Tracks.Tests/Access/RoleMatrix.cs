using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Tracks.Tests.Access;

/// <summary>Every route that is mapped with the role that it needs: the source of docs/roles.md and of the test of each role at each route.</summary>
internal static class RoleMatrix
{
    /// <summary>What has more methods than this has all.</summary>
    private const int MethodsMax = 4;

    /// <summary>All routes of an application, one line for each method.</summary>
    public static IReadOnlyList<(string Method, string Pattern, NamingRole Needed)> Of(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.SelectMany(endpoint => Lines(endpoint.Metadata)).DistinctBy(line => (line.Method, line.Pattern))
            .OrderBy(line => line.Pattern, StringComparer.Ordinal).ThenBy(line => line.Method, StringComparer.Ordinal),
    ];

    public static string Print(IEnumerable<(string Method, string Pattern, NamingRole Needed)> lines)
    {
        var text = new StringBuilder("| route | nobody known | Viewer | Author | Operator | Administrator |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var same in lines.GroupBy(line => (line.Pattern, line.Needed)))
        {
            var (pattern, needed) = same.Key;
            var methods = same.Count() > MethodsMax ? "any" : string.Join(", ", same.Select(line => line.Method));
            var cells = KeyedServer.Roles.Prepend(NamingRole.Anyone).Select(role => new ApiCaller("", [role]).May(needed) ? "yes" : "");
            text.Append($"| `{methods} {pattern}` | {string.Join(" | ", cells)} |\n".Replace("|  ", "| ", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    /// <summary>An address that the pattern takes.</summary>
    public static string UrlOf(string pattern) => pattern
        .Replace("{**name}", "matrix", StringComparison.Ordinal).Replace("{**id}", "matrix", StringComparison.Ordinal).Replace("{**path}", "matrix", StringComparison.Ordinal)
        .Replace("{group}", "ops", StringComparison.Ordinal).Replace("{server}", "keyed", StringComparison.Ordinal)
        .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private static IEnumerable<(string Method, string Pattern, NamingRole Needed)> Lines(Microsoft.AspNetCore.Http.EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<ApiRoute>() is { } route ? [(route.Method, route.Pattern, route.Role)]
        : metadata.GetMetadata<FacadeRoute>() is { } facade ? facade.Methods.Select(method => (method, facade.Pattern, facade.Role))
        : throw new InvalidOperationException("an endpoint is mapped that says no role");
}
