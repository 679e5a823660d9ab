namespace OrleansNaming.Engines.Tests.Storage;

/// <summary>A clock that moves on at each look, and only then.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _ticks;

    public TimeSpan PassesAtEachLook { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, PassesAtEachLook.Ticks);
}
