using OrleansNaming.Core.Tests.Replica;
using OrleansNaming.InProcess;
using OrleansNaming.Replica;

namespace OrleansNaming.PointToPoint.Tests.Neighbours;

/// <summary>A directory that a test writes, with a clock that it moves.</summary>
internal sealed class HandMadeDirectory : TimeProvider, IDirectorySource
{
    private readonly List<Action> _applied = [];
    private long _now = 1_000_000_000;

    public Town Town { get; } = new();

    public DirectoryReplica Replica => Town.Replica;

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp() => _now;

    /// <summary>A change that is signalled, and 20 ms.</summary>
    public void Apply(Action<Town> change)
    {
        change(Town);
        _applied.ForEach(applied => applied());
        Pass(TimeSpan.FromMilliseconds(20));
    }

    public void Pass(TimeSpan time) => _now += (long)time.TotalMicroseconds;

    public IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges) => throw new NotSupportedException();

    public IDisposable OnApplied(Action applied)
    {
        _applied.Add(applied);
        return new Subscription(() => _applied.Remove(applied));
    }

    public static Instance Shop(string server, int host, string name = "shop", GuestRecord? guest = null) => new(
        name, server,
        [new Endpoint("http", "192.0.2.100", 80) { Scope = EndpointScope.Cluster }, new Endpoint("http", $"10.0.0.{host}", 8080) { Scope = EndpointScope.Dedicated }],
        null, guest);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
