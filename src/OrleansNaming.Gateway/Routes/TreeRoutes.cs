using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Resolution;
using OrleansNaming.Tree;

namespace OrleansNaming.Gateway.Routes;

/// <summary>The naming tree (row B14). A name is an argument, not a part of the path: it is a composite name, and may hold anything.</summary>
internal static class TreeRoutes
{
    private static readonly ApiArgument Name = new("name", "string", "The composite name: components joined by '/', quoted or escaped where one holds a '/'.") { IsRequired = true };

    private static readonly ApiContract Reading = new() { Refusals = [Refusal.NotFound, Refusal.LinkLoop] };

    private static readonly ApiContract Changing = new()
    {
        Arguments = [Name],
        Answer = ApiJson.Default.ApiWritten,
        Refusals = [.. ApiContract.Writing, Refusal.NotFound, Refusal.AlreadyBound, Refusal.NotContext, Refusal.LinkLoop],
    };

    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/tree", NamingRole.Viewer, "Lists what is directly in a context, with the objects.", ListAsync)
        {
            Pace = ApiPace.Bulk,
            Contract = Reading with
            {
                Arguments = [Name with { IsRequired = false, Description = "The context; the root by default." }, ApiContract.After, ApiContract.Limit],
                Answer = ApiJson.Default.ApiTreePage,
                Refusals = [.. Reading.Refusals, Refusal.NotContext],
            },
        },
        new("GET", "/v1/tree/binding", NamingRole.Viewer, "Looks a name up.", LookupAsync)
        {
            Contract = Reading with
            {
                Arguments = [Name, new ApiArgument("link", "boolean", "The link itself when the name is one, instead of what it leads to; false by default.")],
                Answer = ApiJson.Default.ApiTreeEntry,
            },
        },
        new("POST", "/v1/tree/binding", NamingRole.Operator, "Binds a value or a link.", static (context, api) => BindAsync(context, api, replace: false))
        {
            Contract = Changing with { Body = ApiRequestJson.Default.ApiTreeBinding },
        },
        new("PUT", "/v1/tree/binding", NamingRole.Operator, "Binds a value or a link in place of one that is bound.", static (context, api) => BindAsync(context, api, replace: true))
        {
            Contract = Changing with { Body = ApiRequestJson.Default.ApiTreeBinding },
        },
        new("DELETE", "/v1/tree/binding", NamingRole.Operator, "Unbinds a value or a link.", static (context, api) => ChangeAsync(context, api, new TreeUnbind(Path(context))))
        {
            Contract = Changing,
        },
        new("POST", "/v1/tree/rename", NamingRole.Operator, "Moves a value, a link, or a context with all below it.", static (context, api) => ChangeAsync(context, api, new TreeRename(Path(context), Path(context, "to"))))
        {
            Contract = Changing with { Arguments = [Name, Name with { Name = "to", Description = "The new name." }] },
        },
        new("PUT", "/v1/tree/context", NamingRole.Operator, "Creates a context.", static (context, api) => ChangeAsync(context, api, new TreeCreate(Path(context)))) { Contract = Changing },
        new("DELETE", "/v1/tree/context", NamingRole.Operator, "Removes an empty context.", static (context, api) => ChangeAsync(context, api, new TreeDestroy(Path(context))))
        {
            Contract = Changing with { Refusals = [.. Changing.Refusals, Refusal.NotEmpty] },
        },
        new("GET", "/v1/conflicts", NamingRole.Viewer, "Lists the names that more bind than may be served.", ConflictsAsync)
        {
            Pace = ApiPace.Bulk,
            Contract = new ApiContract { Arguments = [ApiContract.After, ApiContract.Limit], Answer = ApiJson.Default.ApiConflictList },
        },
    ];

    private static async Task ListAsync(HttpContext context, NodeApi api)
    {
        var page = TreeReader.List(api.Engine.Replica, NameOf(context, "name", isRequired: false), ApiQuery.Text(context, "after"), ApiQuery.Limit(context));
        await ApiAnswer.JsonAsync(context, ApiTreePage.From(page, Seen(context, api)), ApiJson.Default.ApiTreePage).ConfigureAwait(false);
    }

    private static async Task LookupAsync(HttpContext context, NodeApi api)
    {
        var found = TreeReader.Lookup(api.Engine.Replica, NameOf(context, "name"), followsLast: !ApiQuery.Flag(context, "link"));
        await ApiAnswer.JsonAsync(context, ApiTreeEntry.From(found, Seen(context, api)), ApiJson.Default.ApiTreeEntry).ConfigureAwait(false);
    }

    private static async Task BindAsync(HttpContext context, NodeApi api, bool replace)
    {
        var path = Path(context);
        var body = await ApiBody.ReadAsync(context, ApiRequestJson.Default.ApiTreeBinding).ConfigureAwait(false)
            ?? throw ApiQuery.Invalid("the body is missing: say what is bound, such as {\"kind\":\"value\",\"text\":\"…\"}");
        await ChangeAsync(context, api, body.ToBind(path, replace, out var why) ?? throw ApiQuery.Invalid(why)).ConfigureAwait(false);
    }

    private static async Task ConflictsAsync(HttpContext context, NodeApi api)
    {
        var limit = ApiQuery.Limit(context);
        var after = ApiQuery.Text(context, "after") is null ? null : NameOf(context, "after");
        var found = TreeReader.Conflicts(api.Engine.Replica, after, limit);
        var list = new ApiConflictList([.. found.Select(ApiConflict.From)], found.Count < limit ? null : found[^1].Name.ToString());
        await ApiAnswer.JsonAsync(context, list, ApiJson.Default.ApiConflictList).ConfigureAwait(false);
    }

    private static async Task ChangeAsync(HttpContext context, NodeApi api, TreeChange change) =>
        await ApiAnswer.WrittenAsync(context, await api.Client.CommitAsync(change, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);

    private static string Path(HttpContext context, string argument = "name")
    {
        var name = NameOf(context, argument);
        return name.IsEmpty ? throw ApiQuery.Invalid($"the argument '{argument}' is the root, which is always there: name something in it") : name.Path;
    }

    private static CompositeName NameOf(HttpContext context, string argument, bool isRequired = true)
    {
        var text = ApiQuery.Text(context, argument) ?? (isRequired ? throw ApiQuery.Invalid($"the argument '{argument}' is missing: add ?{argument}=<name>") : "");
        return !CompositeName.TryParse(text, out var name, out var why) ? throw ApiQuery.Invalid($"the argument '{argument}' is no composite name: {why}")
            : name.CheckPath() is { } wrong ? throw ApiQuery.Invalid($"the argument '{argument}' is no name: {wrong}")
            : name;
    }

    /// <summary>The instances as the asker may dial them (row M9).</summary>
    private static Func<InstanceSet, InstanceSet> Seen(HttpContext context, NodeApi api)
    {
        var asker = api.Callers.AskerOf(context);
        return instances => ResolutionPipeline.Scope(instances, asker);
    }
}
