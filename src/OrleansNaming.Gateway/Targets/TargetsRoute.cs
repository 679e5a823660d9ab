using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Replica;
using OrleansNaming.Resolution;

namespace OrleansNaming.Gateway.Targets;

/// <summary>
/// The whole directory as targets for Prometheus' <c>http_sd_configs</c>: one group for each endpoint, in one order, since Prometheus tells
/// groups apart by their place. An empty list is a true one: before the directory is complete the answer is 503, after which Prometheus keeps
/// the targets that it has.
/// </summary>
internal static class TargetsRoute
{
    public static ApiRoute Route { get; } = new("GET", "/sd", NamingRole.Viewer, "The directory as targets for Prometheus.", AnswerAsync)
    {
        Pace = ApiPace.Bulk,
        Contract = new ApiContract
        {
            Arguments =
            [
                new ApiArgument("name", "string", "Only this name."),
                new ApiArgument("context", "string", "Only names below this context; the root by default."),
                new ApiArgument("endpoint", "string", "Only endpoints of this name, such as metrics."),
                new ApiArgument("tag", "string", "Only instances with this tag, and each other one that is given.") { IsRepeated = true },
                new ApiArgument("zone", "string", "Only instances of this zone."),
            ],
            Answer = TargetJson.Default.TargetGroupArray,
        },
    };

    private static Task AnswerAsync(HttpContext context, NodeApi api)
    {
        var (name, parent) = (ApiQuery.Context(context, "name"), ApiQuery.Context(context, "context"));
        var (endpoint, asker) = (ApiQuery.Text(context, "endpoint"), api.Callers.AskerOf(context));
        var options = new ResolveOptions { Tags = [.. context.Request.Query["tag"].OfType<string>()], Zone = ApiQuery.Text(context, "zone") };
        var replica = api.Engine.Replica;
        if (!replica.IsComplete)
        {
            throw new NamingException(Refusal.NotReady, "the directory here is not complete yet: keep the targets that you have, and ask again in a few seconds");
        }

        IEnumerable<string> names = name.Length > 0 ? [name] : NamesBelow(replica, parent);
        var groups = names
            .SelectMany(one => Groups(ResolutionPipeline.Narrow(replica.Peek(one), options, asker: asker), endpoint))
            .ToArray();
        return ApiAnswer.JsonAsync(context, groups, TargetJson.Default.TargetGroupArray);
    }

    /// <summary>All names below a context, in order.</summary>
    private static IEnumerable<string> NamesBelow(DirectoryReplica replica, string context)
    {
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var page = replica.List(context, after, 1_000);
            foreach (var item in page.Names)
            {
                if (item.Instances > 0)
                {
                    yield return item.Name;
                }

                foreach (var below in item.IsContext ? NamesBelow(replica, item.Name) : [])
                {
                    yield return below;
                }
            }

            next = page.Next;
        }
    }

    private static List<TargetGroup> Groups(InstanceSet instances, string? wanted)
    {
        var groups = new List<TargetGroup>(instances.Count);
        foreach (var binding in instances.Bindings)
        {
            foreach (var endpoint in binding.Instance.Endpoints)
            {
                if (wanted is null || endpoint.Name == wanted)
                {
                    groups.Add(new TargetGroup([endpoint.ToString()], TargetLabels.Of(binding, endpoint)));
                }
            }
        }

        return groups;
    }
}
