using OrleansNaming.Api;

namespace OrleansNaming.Gateway.Audit;

/// <summary>
/// Makes one row a minute out of many calls of one kind: the first at once, then those that came since. Invariant: at most <see cref="KindsMax"/> kinds are remembered; what is of none of them when all are
/// taken counts as one kind of its own, so that no number of callers makes more rows than that in a minute. Thread-safe.
/// </summary>
internal sealed class AuditSums
{
    public const int KindsMax = 256;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _changing = new();
    private readonly Dictionary<(string Who, string From, string What, string Outcome), (DateTimeOffset Until, ApiAuditRow Last, int Waiting)> _kinds = [];

    /// <summary>Takes a call in.</summary>
    /// <returns>The row to write now, or null.</returns>
    public ApiAuditRow? Add(ApiAuditRow row)
    {
        lock (_changing)
        {
            var kind = (row.Who, row.From, row.What, row.Outcome);
            if (!_kinds.ContainsKey(kind) && _kinds.Count >= KindsMax)
            {
                kind = ("", "", "", row.Outcome);
            }

            var (until, _, waiting) = _kinds.GetValueOrDefault(kind);
            var isDue = row.At >= until;
            _kinds[kind] = isDue ? (row.At + Window, row, 0) : (until, row, waiting + 1);
            return isDue ? row with { Times = waiting + 1 } : null;
        }
    }

    /// <summary>The rows of those whose minute is over, or of all; kinds that nobody came with are forgotten.</summary>
    public IReadOnlyList<ApiAuditRow> Take(DateTimeOffset now, bool all)
    {
        lock (_changing)
        {
            var over = _kinds.Where(kind => all || now >= kind.Value.Until).ToList();
            foreach (var (kind, sum) in over)
            {
                if (sum.Waiting > 0 && !all)
                {
                    _kinds[kind] = (now + Window, sum.Last, 0);
                }
                else
                {
                    _kinds.Remove(kind);
                }
            }

            return [.. over.Where(kind => kind.Value.Waiting > 0).Select(kind => kind.Value.Last with { Times = kind.Value.Waiting })];
        }
    }
}
