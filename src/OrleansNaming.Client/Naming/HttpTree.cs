using System.Net.Http.Json;
using OrleansNaming.Api;
using OrleansNaming.Servers;
using OrleansNaming.Tree;

namespace OrleansNaming.Naming;

/// <summary>The tree at a server, also for a follower: a replica is asked for services far more often than for this.</summary>
internal sealed class HttpTree(HttpNamingClient client, WatchStream watches) : ITreeCalls
{
    public Task<Token> ChangeAsync(TreeChange change, CancellationToken cancellationToken) =>
        client.WriteAsync(() => RequestOf(change), cancellationToken);

    public async Task<TreeEntry> LookupAsync(CompositeName name, bool followsLast, CancellationToken cancellationToken)
    {
        var path = HttpNamingClient.Relative($"v1/tree/binding?name={Text(name)}{(followsLast ? "" : "&link=true")}");
        return (await client.GetAsync(path, ApiJson.Default.ApiTreeEntry, TimeSpan.Zero, cancellationToken).ConfigureAwait(false)).ToEntry();
    }

    public async Task<TreePage> ListAsync(CompositeName context, string? after, CancellationToken cancellationToken)
    {
        var path = HttpNamingClient.Relative($"v1/tree?name={Text(context)}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}");
        return (await client.GetAsync(path, ApiJson.Default.ApiTreePage, TimeSpan.Zero, cancellationToken).ConfigureAwait(false)).ToPage();
    }

    public async Task<IReadOnlyList<NameConflict>> ConflictsAsync(CompositeName? after, CancellationToken cancellationToken)
    {
        var path = HttpNamingClient.Relative($"v1/conflicts{(after is null ? "" : $"?after={Text(after)}")}");
        var list = await client.GetAsync(path, ApiJson.Default.ApiConflictList, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return [.. list.Conflicts.Select(conflict => conflict.ToConflict())];
    }

    public IAsyncEnumerable<NamingChange> WatchAsync(CompositeName name, NamingScope scope, CancellationToken cancellationToken) =>
        watches.ReadAsync(name.Path, scope, new ReadOptions(), cancellationToken);

    private static HttpRequestMessage RequestOf(TreeChange change) => change switch
    {
        TreeBind bind => new(bind.Replace ? HttpMethod.Put : HttpMethod.Post, Path("binding", bind.Path))
        {
            Content = JsonContent.Create(ApiTreeBinding.From(bind), ApiRequestJson.Default.ApiTreeBinding),
        },
        TreeUnbind => new(HttpMethod.Delete, Path("binding", change.Path)),
        TreeRename rename => new(HttpMethod.Post, Path("rename", rename.Path, $"&to={Text(CompositeName.FromPath(rename.To))}")),
        TreeCreate => new(HttpMethod.Put, Path("context", change.Path)),
        _ => new(HttpMethod.Delete, Path("context", change.Path)),
    };

    private static Uri Path(string what, string path, string more = "") =>
        HttpNamingClient.Relative($"v1/tree/{what}?name={Text(CompositeName.FromPath(path))}{more}");

    private static string Text(CompositeName name) => Uri.EscapeDataString(name.ToString());
}
