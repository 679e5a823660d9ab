using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Mastery;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Runs the group's chores while this server is its master and the group may work (row E30).</summary>
internal sealed partial class MasterTasks(TrackMember member, IEnumerable<IMasterTask> tasks, TimeProvider time, ILogger<MasterTasks> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly IMasterTask[] _tasks = [.. tasks];

    /// <summary>Each for itself: names expire while a mail server lets the outbox wait.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_tasks.Select(task => RepeatAsync(task, stoppingToken)));

    private async Task RepeatAsync(IMasterTask task, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await member.AskAsync(static (node, _) => node.IsMaster && node.Phase == GroupPhase.Operational, stop).ConfigureAwait(false))
            {
                await RunAsync(task, stop).ConfigureAwait(false);
            }

            await Task.Delay(Pause, time, stop).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(IMasterTask task, CancellationToken stop)
    {
        try
        {
            await Task.Run(() => task.RunAsync(stop), stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            Log.Failed(logger, task.GetType().Name, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8031, LogLevel.Warning, "The group's chore {task} failed: {why}")]
        public static partial void Failed(ILogger logger, string task, string why);
    }
}
