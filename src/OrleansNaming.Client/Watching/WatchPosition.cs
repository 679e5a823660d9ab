using System.Globalization;

namespace OrleansNaming.Watching;

/// <summary>Where a watcher stands: which feed, and how far. It is the id of each server-sent event.</summary>
/// <param name="Feed">Random for each start of a feed: another node's or an earlier process's position means nothing here.</param>
/// <param name="Sequence">The last batch that the watcher has.</param>
internal readonly record struct WatchPosition(Guid Feed, ulong Sequence)
{
    /// <summary>An id that no feed has: a watch that shows it begins with a reset and the present state.</summary>
    public const string Nowhere = "none";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Feed:n}-{Sequence}");

    public static bool TryParse(string? text, out WatchPosition position)
    {
        position = default;
        var parts = (text ?? "").Split('-');
        if (parts.Length != 2 || !Guid.TryParseExact(parts[0], "n", out var feed)
            || !ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            return false;
        }

        position = new WatchPosition(feed, sequence);
        return true;
    }
}
