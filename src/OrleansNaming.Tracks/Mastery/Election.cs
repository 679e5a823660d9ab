using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Mastery;

/// <summary>
/// Who is the master (rows E28, E29, E31): the lowest id, byte by byte. A group that heard no master for 4T elects: the lowest live server declares itself, waits one
/// interval for a lower one, and is it. A live master stays, also when a lower id comes (Q19), unless the options say otherwise; of two masters the higher id
/// steps down as soon as it hears the other.
/// </summary>
/// <remarks>Mastery says that the group is there; it is no lock. What must be done once goes through a Fenced track or a row in the shared database.</remarks>
internal sealed class Election(TrackNodeOptions options, PeerTable peers)
{
    private TimeSpan _lastWord;
    private TimeSpan? _declaredAt;
    private bool _wasHeard;

    /// <summary>The master as far as this server knows; null when none was heard for 4T.</summary>
    public ServerId? Master { get; private set; }

    public bool IsMaster => Master == options.Self.Server;

    /// <summary>Begins, or begins anew after a pause of this process.</summary>
    public void Start(TimeSpan now) => (Master, _declaredAt, _lastWord) = (null, null, now);

    public GroupPhase Phase => Master is not null ? GroupPhase.Operational : _wasHeard ? GroupPhase.Degraded : GroupPhase.Forming;

    /// <summary>By the time that it is, and not by the last look: a process that was stopped may act before it looks.</summary>
    public bool IsOperational(TimeSpan now) => IsMaster || (Master is not null && now - _lastWord < options.Silence);

    public void Heard(TrackAdvert advert, TimeSpan now)
    {
        if (advert.IsLeaving && advert.Sender.Server == Master)
        {
            (Master, _lastWord) = (null, now - options.Silence);
        }
        else if (advert.IsMaster && !advert.IsLeaving && (Master is not { } known || advert.Sender.Server.CompareTo(known) <= 0))
        {
            (Master, _wasHeard, _lastWord) = (advert.Sender.Server, true, now);
            _declaredAt = Preempts(advert.Sender.Server) ? _declaredAt : null;
        }
    }

    public void Tick(TimeSpan now)
    {
        if (IsMaster)
        {
            _lastWord = now;
            return;
        }

        if (now - _lastWord >= options.Silence)
        {
            Master = null;
        }

        var isCandidate = (Master is null && now - _lastWord >= options.Silence) || (Master is { } known && Preempts(known));
        if (!isCandidate || peers.Available(now).Any(advert => advert.Sender.Server.CompareTo(options.Self.Server) < 0))
        {
            _declaredAt = null;
            return;
        }

        _declaredAt ??= now;
        if (now - _declaredAt >= options.Interval)
        {
            (Master, _wasHeard, _lastWord, _declaredAt) = (options.Self.Server, true, now, null);
        }
    }

    private bool Preempts(ServerId master) => options.PreemptsMaster && options.Self.Server.CompareTo(master) < 0;
}
