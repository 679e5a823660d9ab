using Orleans.Placement;

namespace OrleansNaming.SiloBenchmarks.Register;

[PreferLocalPlacement]
public sealed class BareStateGrain([PersistentState("bare", NamingStorage.ProviderName)] IPersistentState<BareState> state) : Grain, IBareStateGrain
{
    public Task WriteAsync(byte[] bytes)
    {
        state.State.Bytes = bytes;
        return state.WriteStateAsync();
    }
}
