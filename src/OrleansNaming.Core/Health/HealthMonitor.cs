using System.Diagnostics.CodeAnalysis;

namespace OrleansNaming.Health;

/// <summary>
/// Says which probes are due, judges what they found, and what that makes of each instance. It makes no call and reads no clock. Probes of one interval are spread by
/// a hash of the instance, so that a thousand registrations of one second are not a thousand calls at once. At most <see cref="InFlightMax"/> probes run; what is due
/// beyond waits its turn, and its instance keeps its health meanwhile.
/// </summary>
internal sealed class HealthMonitor
{
    /// <summary>Probes that may run at once.</summary>
    public const int InFlightMax = 64;

    private readonly SortedDictionary<EntryKey, CheckedInstance> _instances = [];

    /// <summary>Invariant: one item for each check that is not running, and those of what is watched no longer; these are swept out before they are as many.</summary>
    private readonly PriorityQueue<(EntryKey Key, string Check, long Life), (TimeSpan At, long Order)> _due = new();

    /// <summary>Invariant: at most <see cref="InFlightMax"/>; what a probe of an earlier registration still runs counts too.</summary>
    private readonly HashSet<(EntryKey Key, string Check, long Life)> _running = [];
    private readonly List<HealthVerdict> _verdicts = [];
    private int _checks;
    private long _lives;
    private long _order;

    /// <summary>When something is to be done; <see cref="TimeSpan.MaxValue"/> while nothing is checked, or as many probes run as may.</summary>
    public TimeSpan DueAt => _running.Count < InFlightMax && _due.TryPeek(out _, out var first) ? first.At : TimeSpan.MaxValue;

    /// <summary>Items that are planned, those of what is watched no longer too.</summary>
    public int Planned => _due.Count;

    /// <summary>An instance that this node holds is new, or changed.</summary>
    public void Watch(Instance instance, TimeSpan now)
    {
        var key = new EntryKey(instance);
        if (_instances.TryGetValue(key, out var known) && known.Checks.SequenceEqual(instance.Checks))
        {
            known.Told = instance.Health; // What is written now: where that is not what the checks found, the next result says so again.
            return; // Registered again: its probes keep their times.
        }

        Forget(key);
        if (instance.Checks.Count > 0)
        {
            var begun = _instances[key] = new CheckedInstance(instance, ++_lives, now);
            _checks += begun.Records.Count;
            foreach (var check in begun.Records.Select(record => record.Check))
            {
                // A TTL's first word has a whole interval; a probe's first call comes somewhere within it.
                Plan(key, check, begun.Life, check.Kind == HealthCheckKind.Ttl ? now + check.Interval : now + (check.Interval * Spread(key)));
            }
        }
    }

    /// <summary>This node holds an instance no longer.</summary>
    public void Forget(EntryKey key)
    {
        if (_instances.Remove(key, out var forgotten))
        {
            _checks -= forgotten.Records.Count;
            Sweep();
        }
    }

    /// <summary>What every check of an instance last said; null when it is not checked here.</summary>
    public IReadOnlyList<CheckRecord>? Find(EntryKey key) => _instances.GetValueOrDefault(key)?.Records;

    /// <summary>Takes what is due: silent TTLs are judged, probes are handed out.</summary>
    public IReadOnlyList<HealthProbe> Due(TimeSpan now)
    {
        var probes = new List<HealthProbe>();
        while (_running.Count < InFlightMax && _due.TryPeek(out var due, out var first) && first.At <= now)
        {
            _due.Dequeue();
            if (TryFind(due.Key, due.Check, due.Life, out var instance, out var record))
            {
                Begin(instance, record, now, probes);
            }
        }

        return probes;
    }

    /// <summary>A probe ended.</summary>
    public void Ended(HealthProbe probe, InstanceHealth result, string output, TimeSpan now)
    {
        _running.Remove((probe.Key, probe.Check.Id, probe.Life));
        if (TryFind(probe.Key, probe.Check.Id, probe.Life, out var instance, out var record))
        {
            record.Probed(result, output, now);
            Plan(probe.Key, probe.Check, probe.Life, now + probe.Check.Interval);
            Judge(instance, now);
        }
    }

    /// <summary>An instance said how it is.</summary>
    /// <returns>False when it has no such check here.</returns>
    public bool Tell(EntryKey key, string check, InstanceHealth word, string output, TimeSpan now)
    {
        if (!_instances.TryGetValue(key, out var instance) || instance.Records.FirstOrDefault(record => record.Check.Id == check) is not { Check.Kind: HealthCheckKind.Ttl } record)
        {
            return false;
        }

        record.Told(word, output, now);
        Judge(instance, now);
        return true;
    }

    /// <summary>Time stood still for this process: nobody was silent meanwhile (rule 2).</summary>
    public void Paused(TimeSpan length)
    {
        foreach (var record in _instances.Values.SelectMany(instance => instance.Records))
        {
            record.Paused(length);
        }
    }

    /// <summary>What is to be committed since this was last asked, in order.</summary>
    public IReadOnlyList<HealthVerdict> TakeVerdicts()
    {
        HealthVerdict[] taken = [.. _verdicts];
        _verdicts.Clear();
        return taken;
    }

    private void Begin(CheckedInstance instance, CheckRecord record, TimeSpan now, List<HealthProbe> probes)
    {
        if (record.Check.Kind != HealthCheckKind.Ttl)
        {
            _running.Add((instance.Key, record.Check.Id, instance.Life));
            probes.Add(new HealthProbe(instance.Key, record.Check, instance.Life));
            return;
        }

        if (record.HeardAt + record.Check.Interval <= now)
        {
            record.Told(InstanceHealth.Unhealthy, $"nothing was heard for {record.Check.Interval.TotalSeconds:0.#} s", now);
            Judge(instance, now);
        }

        Plan(instance.Key, record.Check, instance.Life, record.HeardAt + record.Check.Interval);
    }

    private void Judge(CheckedInstance instance, TimeSpan now)
    {
        var worst = instance.Records.Max(record => record.Health);
        var isRemoved = instance.Records.Any(record => record.Health == InstanceHealth.Unhealthy && record.Since + record.Check.RemoveAfter <= now);
        if (worst != instance.Told || isRemoved)
        {
            instance.Told = worst;
            _verdicts.Add(new HealthVerdict(instance.Key, worst, isRemoved));
        }
    }

    private void Plan(EntryKey key, HealthCheck check, long life, TimeSpan at) => _due.Enqueue((key, check.Id, life), (at, ++_order));

    /// <summary>What is forgotten stays planned until it is due, at most an hour: who registers again and again with other checks must not fill the memory.</summary>
    private void Sweep()
    {
        if (_due.Count <= 64 + (2 * _checks))
        {
            return;
        }

        var planned = _due.UnorderedItems.Where(due => TryFind(due.Element.Key, due.Element.Check, due.Element.Life, out _, out _)).ToList();
        _due.Clear();
        _due.EnqueueRange(planned);
    }

    private bool TryFind(EntryKey key, string check, long life, [NotNullWhen(true)] out CheckedInstance? instance, [NotNullWhen(true)] out CheckRecord? record)
    {
        record = _instances.TryGetValue(key, out instance) && instance.Life == life ? instance.Records.FirstOrDefault(one => one.Check.Id == check) : null;
        return record is not null;
    }

    /// <summary>Where in an interval an instance's probes stand: 0 to 1, the same at every node and in every run.</summary>
    private static double Spread(EntryKey key)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in key.InstanceId + key.Name)
        {
            hash = (hash ^ letter) * 16_777_619u;
        }

        return (hash ^ (hash >> 15)) % 1_000 / 1_000.0;
    }
}
