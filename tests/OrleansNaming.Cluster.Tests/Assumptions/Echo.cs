using Microsoft.Extensions.Logging;

namespace OrleansNaming.Cluster.Tests.Assumptions;

internal sealed class Echo(GrainId id, Orleans.Runtime.Silo silo, ILoggerFactory loggers, Stage stage, ILocalSiloDetails local) : GrainService(id, silo, loggers), IEcho
{
    private readonly string _instance = $"{local.Name} {stage.Made(local.Name)}";
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _here;

    public Task<string> WhereAsync() => Task.FromResult(_instance);

    public async Task MeetAsync()
    {
        if (++_here == 2)
        {
            _second.SetResult();
        }

        await _second.Task;
        _here--;
    }

    public Task<byte[]> SameAsync(byte[] bytes) => Task.FromResult(bytes);

    public async Task HoldAsync()
    {
        stage.Entered.TrySetResult();
        await stage.Gate.Task;
        stage.Left.TrySetResult();
    }

    public Task FailAsync(string message) => throw new InvalidOperationException(message);
}
