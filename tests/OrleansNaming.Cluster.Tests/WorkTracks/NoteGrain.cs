namespace OrleansNaming.Cluster.Tests.WorkTracks;

internal sealed class NoteGrain([PersistentState("note", NamingStorage.ProviderName)] IPersistentState<NoteState> state) : Grain, INoteGrain
{
    public async Task NoteAsync(string key)
    {
        if (!state.State.Keys.Contains(key))
        {
            state.State.Keys.Add(key);
            await state.WriteStateAsync();
        }
    }

    public Task<string[]> KeysAsync() => Task.FromResult(state.State.Keys.ToArray());
}
