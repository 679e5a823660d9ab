using System.Runtime.InteropServices;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>
/// A monotonic clock that runs on while the machine is suspended: a lease ends for a server that sleeps, too. On Linux CLOCK_BOOTTIME (clock_gettime(2)), since .NET's own
/// timestamps are CLOCK_MONOTONIC, which stands still then; Windows' counter runs on. On macOS the own timestamps are taken: there a server must not sleep.
/// </summary>
internal sealed partial class TrackClock(TimeProvider time)
{
    private const int BootTime = 7;

    private readonly long _started = time.GetTimestamp();

    public TimeSpan Now => OperatingSystem.IsLinux() && GetTime(BootTime, out var now) == 0
        ? TimeSpan.FromSeconds(now.Seconds) + TimeSpan.FromTicks(now.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : time.GetElapsedTime(_started);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
