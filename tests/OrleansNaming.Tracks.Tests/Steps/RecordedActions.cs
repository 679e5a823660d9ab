using System.Collections.Concurrent;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>An action of an application that notes its calls, and fails when it is told to.</summary>
internal sealed class RecordedActions : ITrackAction
{
    public ConcurrentQueue<TrackActionCall> Calls { get; } = [];

    /// <summary>Whether a call fails.</summary>
    public Predicate<TrackActionCall> Fails { get; set; } = _ => false;

    /// <summary>What happens while an action runs.</summary>
    public Func<TrackActionCall, Task> During { get; set; } = _ => Task.CompletedTask;

    public IEnumerable<string> Of(string record) => Calls.Where(call => call.Record == record).Select(call => (string)call.Arguments[0]!);

    public async Task RunAsync(TrackActionCall call, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        await During(call);
        if (Fails(call))
        {
            throw new TimeZoneNotFoundException("it broke");
        }
    }
}
