namespace OrleansNaming.Liveness;

/// <summary>Which nodes say of which owner that they have not heard it for 4T either; their word lasts 4T.</summary>
internal sealed class SilenceReports(TimeSpan window)
{
    private readonly Dictionary<(ServerId Owner, ServerId Reporter), TimeSpan> _reports = [];

    public void Add(ServerId owner, ServerId reporter, TimeSpan now) => _reports[(owner, reporter)] = now;

    public void Withdraw(ServerId owner, ServerId reporter) => _reports.Remove((owner, reporter));

    /// <summary>How many of the nodes that count say so.</summary>
    public int Count(ServerId owner, Func<ServerId, bool> counts, TimeSpan now) =>
        _reports.Count(report => report.Key.Owner == owner && report.Value > now - window && counts(report.Key.Reporter));

    /// <summary>Drops what lapsed; the table is bounded by owners × reporters heard within one window.</summary>
    public void Age(TimeSpan now)
    {
        foreach (var key in _reports.Where(report => report.Value <= now - window).Select(report => report.Key).ToList())
        {
            _reports.Remove(key);
        }
    }
}
