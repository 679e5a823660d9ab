namespace OrleansNaming.Wire.Codecs;

/// <summary>
/// 1 id, 2 kind varint, 3 target (left out when empty), 4 interval, 5 timeout (both in units of 100 ns), 6 failures varint, 7 successes varint, 8 remove after
/// (left out when never). A kind that this build does not know makes the entry malformed, as a health does.
/// </summary>
internal static class CheckCodec
{
    /// <summary>No count of a check is above it (<see cref="HealthCheck.Check"/>).</summary>
    private const int CountMax = 100;

    public static void Write(ref WireWriter writer, int number, HealthCheck check)
    {
        var start = writer.Begin(number);
        writer.Text(1, check.Id);
        writer.U64(2, (ulong)check.Kind);
        if (check.Target.Length > 0)
        {
            writer.Text(3, check.Target);
        }

        writer.U64(4, (ulong)check.Interval.Ticks);
        writer.U64(5, (ulong)check.Timeout.Ticks);
        writer.U64(6, (ulong)check.Failures);
        writer.U64(7, (ulong)check.Successes);
        if (check.RemoveAfter is { } after)
        {
            writer.U64(8, (ulong)after.Ticks);
        }

        writer.End(start);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, TextPool pool, out HealthCheck check)
    {
        var (id, target) = ("", "");
        var (kind, failures, successes) = (0, 0, 0);
        var (interval, timeout, after) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryText(1, Limits.TextLength, pool, out id),
                2 => field.TryInt((int)HealthCheckKind.Tcp, out kind),
                3 => field.TryText(1, Limits.TextLength, pool, out target),
                4 => field.TryTime(out interval),
                5 => field.TryTime(out timeout),
                6 => field.TryInt(CountMax, out failures),
                7 => field.TryInt(CountMax, out successes),
                8 => field.TryTime(out after),
                _ => true,
            };
        }

        check = new HealthCheck(id, (HealthCheckKind)kind)
        {
            Target = target,
            Interval = interval,
            Timeout = timeout,
            Failures = failures,
            Successes = successes,
            RemoveAfter = after == TimeSpan.Zero ? null : after,
        };
        return valid && reader.IsAtEnd && id.Length > 0;
    }
}
