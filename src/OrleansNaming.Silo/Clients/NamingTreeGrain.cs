using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Concurrency;
using OrleansNaming.Api;
using OrleansNaming.Grains;
using OrleansNaming.Resolution;
using static OrleansNaming.Silo.Clients.GrainAnswers;

namespace OrleansNaming.Silo.Clients;

/// <inheritdoc cref="INamingTreeGrain"/>
/// <remarks>Calls interleave, since there is no state. Who asks is answered as an outsider.</remarks>
[StatelessWorker]
[Reentrant]
internal sealed class NamingTreeGrain(INamingContext root) : Grain, INamingTreeGrain
{
    public ValueTask<byte[]> LookupAsync(string name, bool followsLast) => Answered(
        () => followsLast ? root.LookupAsync(name) : root.LookupLinkAsync(name),
        static entry => Told(ApiTreeEntry.From(entry, Seen), ApiJson.Default.ApiTreeEntry));

    public ValueTask<byte[]> ListAsync(string name, string? after) => Answered(
        () => root.ListAsync(name, after), static page => Told(ApiTreePage.From(page, Seen), ApiJson.Default.ApiTreePage));

    public ValueTask<byte[]> ConflictsAsync(string? after) => Answered(
        () => root.ConflictsAsync(after is null ? null : CompositeName.Parse(after)),
        static found => Told(new ApiConflictList([.. found.Select(ApiConflict.From)], Next: null), ApiJson.Default.ApiConflictList));

    public ValueTask<byte[]> BindAsync(string name, byte[] binding, bool replace) => Answered(() => BindAsync(name, Read(binding), replace), Written);

    public ValueTask<byte[]> UnbindAsync(string name) => Answered(() => root.UnbindAsync(name), Written);

    public ValueTask<byte[]> RenameAsync(string name, string to) => Answered(() => root.RenameAsync(name, to), Written);

    public ValueTask<byte[]> CreateContextAsync(string name) => Answered(() => root.CreateContextAsync(name), Written);

    public ValueTask<byte[]> DestroyContextAsync(string name) => Answered(() => root.DestroyContextAsync(name), Written);

    private Task<Token> BindAsync(string name, ApiTreeBinding binding, bool replace)
    {
        var bind = binding.ToBind(name, replace, out var why) ?? throw new NamingException(Refusal.Invalid, why);
        return replace ? root.RebindAsync(name, bind.Reference, bind.Policy) : root.BindAsync(name, bind.Reference, bind.Policy);
    }

    private static ApiTreeBinding Read(byte[] binding)
    {
        try
        {
            return JsonSerializer.Deserialize(binding, ApiRequestJson.Default.ApiTreeBinding) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new NamingException(Refusal.Invalid, "what is to be bound cannot be read: check that client and silos are of one version of OrleansNaming");
        }
    }

    private static byte[] Told<T>(T body, JsonTypeInfo<T> type) => Succeeded(default, JsonSerializer.SerializeToUtf8Bytes(body, type));

    private static InstanceSet Seen(InstanceSet instances) => ResolutionPipeline.Scope(instances, Asker.Outsider);
}
