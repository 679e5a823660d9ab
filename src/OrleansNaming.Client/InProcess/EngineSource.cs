using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Resolution;

namespace OrleansNaming.InProcess;

/// <summary>The replica of this process's engine.</summary>
internal sealed class EngineSource(INamingEngine engine) : IDirectorySource
{
    public DirectoryReplica Replica => engine.Replica;

    public string NodeName => engine.Server.Value;

    public async ValueTask<Func<ServerId, OwnerHeard?>> HeardAsync(CancellationToken cancellationToken)
    {
        var status = await engine.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        var lines = status.Owners.ToDictionary(owner => owner.Server);
        return server => lines.TryGetValue(server, out var line) ? new OwnerHeard(line.State, line.Silence, line.Known > line.Stamp) : null;
    }

    public IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges) => engine.Subscribe(onChanges);

    public IDisposable OnApplied(Action applied) => new Both(
        engine.Subscribe(_ => applied()),
        // A version that changes no name is still waited for: a token stands for a stamp.
        engine.Observe(observation =>
        {
            if (observation.Kind is ObservationKind.Applied or ObservationKind.Committed or ObservationKind.OwnerStateChanged)
            {
                applied();
            }
        }));

    private sealed class Both(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
