using System.Diagnostics;
using System.Globalization;
using OrleansNaming.Tracks;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Benchmarks.TrackGroups;

/// <summary>Work that never ends: a record is the next number. Says <c>ran OWNER TIME</c> by the clock that all processes of a machine share (CLOCK_MONOTONIC).</summary>
internal sealed class Ticking : ITrackWork
{
    private long _last;

    public Task<IReadOnlyList<string>> SearchAsync(TrackToken token, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture)]);

    public Task<bool> RunAsync(TrackToken token, string record, CancellationToken cancellationToken)
    {
        Console.WriteLine($"ran {token.Holder.Server} {Stopwatch.GetTimestamp()}");
        return Task.FromResult(true);
    }
}
