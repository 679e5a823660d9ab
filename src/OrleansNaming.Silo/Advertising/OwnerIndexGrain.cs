using OrleansNaming.Grains;

namespace OrleansNaming.Silo.Advertising;

/// <inheritdoc cref="IOwnerIndexGrain"/>
internal sealed class OwnerIndexGrain([PersistentState("owners", NamingStorage.ProviderName)] IPersistentState<OwnerIndexState> state, SiloDirectory silos)
    : Grain, IOwnerIndexGrain
{
    public async ValueTask AddAsync(string server)
    {
        var at = state.State.Servers.BinarySearch(server, StringComparer.Ordinal);
        if (at < 0)
        {
            state.State.Servers.Insert(~at, server);
            await WriteAsync().ConfigureAwait(true);
        }
    }

    public async ValueTask RemoveAsync(string server)
    {
        if (silos.Find(server) is null && state.State.Servers.Remove(server)) // one that just came back lists itself only once
        {
            await WriteAsync().ConfigureAwait(true);
        }
    }

    public ValueTask<string[]> AllAsync() => new(state.State.Servers.ToArray());

    private async Task WriteAsync()
    {
        try
        {
            await state.WriteStateAsync().ConfigureAwait(true);
        }
        catch
        {
            DeactivateOnIdle(); // what is stored counts, and is read again
            throw;
        }
    }
}
