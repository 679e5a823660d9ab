using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansNaming.Api;
using OrleansNaming.Naming;
using OrleansNaming.Tree;

namespace OrleansNaming.Asking;

/// <summary>The tree at a silo: each call is one call of a stateless worker, also for a client that keeps a replica.</summary>
internal sealed class GrainTree(NamingGrains silos, GrainWatch watches) : ITreeCalls
{
    public async Task<Token> ChangeAsync(TreeChange change, CancellationToken cancellationToken)
    {
        var name = CompositeName.FromPath(change.Path).ToString();
        return (await silos.AskTreeAsync(
            grain => change switch
            {
                TreeBind bind => grain.BindAsync(name, JsonSerializer.SerializeToUtf8Bytes(ApiTreeBinding.From(bind), ApiRequestJson.Default.ApiTreeBinding), bind.Replace),
                TreeUnbind => grain.UnbindAsync(name),
                TreeRename rename => grain.RenameAsync(name, CompositeName.FromPath(rename.To).ToString()),
                TreeCreate => grain.CreateContextAsync(name),
                _ => grain.DestroyContextAsync(name),
            },
            cancellationToken).ConfigureAwait(false)).Token;
    }

    public async Task<TreeEntry> LookupAsync(CompositeName name, bool followsLast, CancellationToken cancellationToken)
    {
        var answer = await silos.AskTreeAsync(grain => grain.LookupAsync(name.ToString(), followsLast), cancellationToken).ConfigureAwait(false);
        return Read(answer.Body, ApiJson.Default.ApiTreeEntry).ToEntry();
    }

    public async Task<TreePage> ListAsync(CompositeName context, string? after, CancellationToken cancellationToken)
    {
        var answer = await silos.AskTreeAsync(grain => grain.ListAsync(context.ToString(), after), cancellationToken).ConfigureAwait(false);
        return Read(answer.Body, ApiJson.Default.ApiTreePage).ToPage();
    }

    public async Task<IReadOnlyList<NameConflict>> ConflictsAsync(CompositeName? after, CancellationToken cancellationToken)
    {
        var answer = await silos.AskTreeAsync(grain => grain.ConflictsAsync(after?.ToString()), cancellationToken).ConfigureAwait(false);
        return [.. Read(answer.Body, ApiJson.Default.ApiConflictList).Conflicts.Select(conflict => conflict.ToConflict())];
    }

    public IAsyncEnumerable<NamingChange> WatchAsync(CompositeName name, NamingScope scope, CancellationToken cancellationToken) =>
        watches.ReadAsync(name.Path, scope, cancellationToken);

    private static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw NamingGrains.NotOurs();
        }
        catch (JsonException)
        {
            throw NamingGrains.NotOurs();
        }
    }
}
