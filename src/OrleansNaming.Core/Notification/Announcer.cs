using OrleansNaming.Log;
using OrleansNaming.Wire;

namespace OrleansNaming.Notification;

/// <summary>
/// Tells every node what this owner's present state is (row B2, rules 4 and 5): at once after a change, with the change itself where
/// it fits; again every T though nothing changed, which heals lost notices, renews the lease and tells late joiners. What the pacing
/// holds back is not queued: the next notice carries the newest stamp and everything since the last one, so the bound is one notice.
/// </summary>
/// <param name="interval">T now: the notice says it, and the next repeat comes by it.</param>
/// <param name="payload">What a change's notice carries.</param>
/// <param name="log">The own list's last versions.</param>
internal sealed class Announcer(Func<TimeSpan> interval, AdvertPayload payload, ChangeLog log)
{
    /// <summary>Datagrams a second, and in one burst. A change that finds none left waits 10 ms.</summary>
    private readonly TokenBucket _bucket = new(perSecond: 5_000, burst: 512);

    private static readonly TimeSpan HeldBack = TimeSpan.FromMilliseconds(10);

    private Stamp _announced;
    private TimeSpan _repeatAt;
    private TimeSpan? _flushAt;

    /// <summary>When there is something to send.</summary>
    public TimeSpan DueAt => _flushAt is { } flush && flush < _repeatAt ? flush : _repeatAt;

    /// <summary>The present state changed: say so now, or as soon as the pacing allows.</summary>
    public void Changed(Advertisement current, bool acknowledgementWanted, IStep step)
    {
        var full = payload == AdvertPayload.Full ? ChunkedList.Split(current) : null;
        if (!_bucket.TryTake(full?.Count ?? 1, step.Now.Monotonic))
        {
            _flushAt ??= step.Now.Monotonic + HeldBack;
            return;
        }

        if (full is { Count: > 1 })
        {
            SendChunks(full, step);
        }
        else
        {
            step.Multicast(NoticeOf(current, acknowledgementWanted, Inline(current)));
        }

        Sent(current, step);
    }

    /// <summary>Repeats the present stamp now: for an acknowledgement, a newcomer, a goodbye.</summary>
    public void Repeat(Advertisement current, bool acknowledgementWanted, IStep step)
    {
        step.Multicast(NoticeOf(current, acknowledgementWanted, inline: null));
        PlanRepeat(step);
    }

    /// <summary>Sends what is due.</summary>
    public void Tick(Advertisement current, bool acknowledgementWanted, IStep step)
    {
        if (_flushAt <= step.Now.Monotonic)
        {
            _flushAt = null;
            Changed(current, acknowledgementWanted, step);
        }
        else if (_repeatAt <= step.Now.Monotonic)
        {
            Repeat(current, acknowledgementWanted, step);
        }
    }

    private void Sent(Advertisement current, IStep step)
    {
        _announced = current.Stamp;
        _flushAt = null;
        PlanRepeat(step);
        step.Observe(new Observation(ObservationKind.Announced, current.Server, current.Stamp));
    }

    private void PlanRepeat(IStep step)
    {
        var wait = interval();
        _repeatAt = step.Now.Monotonic + (wait * 0.95) + step.Jitter.Upto(wait * 0.05);
    }

    private static void SendChunks(IReadOnlyList<Chunk> chunks, IStep step)
    {
        foreach (var chunk in chunks)
        {
            step.Multicast(chunk);
        }
    }

    private Notice NoticeOf(Advertisement current, bool acknowledgementWanted, Delta? inline) =>
        new(current.Stamp, current.Digest, current.Status, interval(), acknowledgementWanted, inline);

    /// <summary>The change since the last notice, or the whole list if that is what the mode wants or a new epoch needs; null when it does not fit.</summary>
    private Delta? Inline(Advertisement current)
    {
        if (payload == AdvertPayload.VersionOnly)
        {
            return null;
        }

        if (payload != AdvertPayload.Full && _announced.Epoch == current.Stamp.Epoch)
        {
            return log.Since(_announced, ChunkedList.PieceBytes);
        }

        var whole = Advertising.AdvertisementFold.Full(current);
        return DeltaCodec.Length(whole) <= ChunkedList.PieceBytes ? whole : null;
    }
}
