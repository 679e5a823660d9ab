using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>A cluster of one whose first status is not told until the test says so.</summary>
internal sealed class HeldEngine : INamingEngine
{
    private readonly SoloEngine _solo = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Complete when somebody waits for the status.</summary>
    public Task Entered => _entered.Task;

    public ServerId Server => _solo.Server;

    public string Engine => _solo.Engine;

    public DirectoryReplica Replica => _solo.Replica;

    public void Release() => _released.SetResult();

    public async ValueTask<NodeStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        await _released.Task.WaitAsync(cancellationToken);
        return await _solo.GetStatusAsync(cancellationToken);
    }

    public Task<Completed> CommitAsync(Change change, CancellationToken cancellationToken) => _solo.CommitAsync(change, cancellationToken);

    public ValueTask<ChangesReply> ServeChangesAsync(ChangesRequest request, CancellationToken cancellationToken) => _solo.ServeChangesAsync(request, cancellationToken);

    public IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges) => _solo.Subscribe(onChanges);

    public IDisposable Observe(Action<Observation> onObservation) => _solo.Observe(onObservation);
}
