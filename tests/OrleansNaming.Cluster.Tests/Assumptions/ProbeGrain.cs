namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>Does nothing about a write that fails: what happens then is Orleans' doing.</summary>
internal sealed class ProbeGrain([PersistentState("probe", NamingStorage.ProviderName)] IPersistentState<ProbeState> state) : Grain, IProbeGrain
{
    private int _committed;
    private int _loaded;

    private string Activation => GrainContext.ActivationId.ToString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _committed = _loaded = state.State.Value;
        return Task.CompletedTask;
    }

    public async ValueTask<string> SetAsync(int value)
    {
        state.State.Value = value;
        await state.WriteStateAsync();
        _committed = value;
        return Activation;
    }

    public ValueTask<int> CommittedAsync() => new(_committed);

    public ValueTask<string> ActivationAsync() => new(Activation);

    public ValueTask<int> LoadedAsync() => new(_loaded);

    public ValueTask EndAsync()
    {
        DeactivateOnIdle();
        return default;
    }
}
