namespace OrleansNaming.Health;

/// <summary>What is known by one check of one instance.</summary>
/// <remarks>
/// Theory. A single lost probe says little, so a check turns only after so many results in a row that agree (hysteresis): to the health that all of them reach,
/// since a failure after two warnings is a third warning at least, and no third failure. A turn costs the cluster a version,
/// and one that flaps costs two a minute for ever: so each recovery within the last <see cref="Memory"/> doubles the successes that the next one needs, as BGP damps
/// routes (RFC 2439). Turning worse is never damped: a late 'unhealthy' costs failed calls, a late 'healthy' costs nothing while others serve.
/// </remarks>
internal sealed class CheckRecord(HealthCheck check, InstanceHealth health, TimeSpan now)
{
    /// <summary>How long a recovery counts.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>Doublings, at most: 32 times the successes.</summary>
    private const int DoublingsMax = 5;

    /// <summary>Invariant: the recoveries of the last <see cref="Memory"/>, at most <see cref="DoublingsMax"/>.</summary>
    private readonly Queue<TimeSpan> _recoveries = [];

    /// <summary>Results in a row on the same side of <see cref="Health"/>, better or worse.</summary>
    private int _inRow;

    /// <summary>What all of them reach: the one of them that is nearest to <see cref="Health"/>. It means nothing while there are none.</summary>
    private InstanceHealth _nearest;

    public HealthCheck Check { get; } = check;

    public InstanceHealth Health { get; private set; } = health;

    /// <summary>When it turned so.</summary>
    public TimeSpan Since { get; private set; } = now;

    /// <summary>When the last result came.</summary>
    public TimeSpan HeardAt { get; private set; } = now;

    /// <summary>What the last result said, for people.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Whether recoveries are held back, and for how many successes.</summary>
    public int SuccessesNeeded => Check.Successes << _recoveries.Count;

    /// <summary>A probe's result.</summary>
    public void Probed(InstanceHealth result, string output, TimeSpan now)
    {
        Hear(output, now);
        Count(result);
        while (_recoveries.TryPeek(out var oldest) && oldest + Memory <= now)
        {
            _recoveries.Dequeue();
        }

        if (_inRow > 0 && _inRow >= (_nearest > Health ? Check.Failures : SuccessesNeeded))
        {
            Turn(_nearest, now);
        }
    }

    /// <summary>The instance's own word: believed at once.</summary>
    public void Told(InstanceHealth word, string output, TimeSpan now)
    {
        Hear(output, now);
        if (word != Health)
        {
            Turn(word, now);
        }
    }

    /// <summary>Time stood still for this process: that was no silence of the instance.</summary>
    public void Paused(TimeSpan length) => (HeardAt, Since) = (HeardAt + length, Since + length);

    private void Count(InstanceHealth result)
    {
        var goesOn = _inRow > 0 && (result > Health) == (_nearest > Health);
        _nearest = !goesOn ? result : result > Health ? Min(result, _nearest) : Max(result, _nearest);
        _inRow = result == Health ? 0 : goesOn ? _inRow + 1 : 1;
    }

    private static InstanceHealth Min(InstanceHealth a, InstanceHealth b) => a < b ? a : b;

    private static InstanceHealth Max(InstanceHealth a, InstanceHealth b) => a > b ? a : b;

    private void Hear(string output, TimeSpan now) => (Output, HeardAt) = (output, now);

    private void Turn(InstanceHealth to, TimeSpan now)
    {
        if (to < Health && _recoveries.Count < DoublingsMax)
        {
            _recoveries.Enqueue(now);
        }

        (Health, Since, _inRow) = (to, now, 0);
    }
}
