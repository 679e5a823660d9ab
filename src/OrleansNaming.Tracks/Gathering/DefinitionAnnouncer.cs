using System.Globalization;
using OrleansNaming.Renewing;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>
/// Tells all servers that a track has a new version: an entry of the directory, <c>track-definitions/{group}/{track}</c>, that carries version and digest (docs/decisions/0015). The text stands in the group's
/// database: who hears nothing reads it there all the same, a second later.
/// </summary>
internal sealed class DefinitionAnnouncer(DirectClient directory, string group)
{
    /// <summary>The context of a group's entries.</summary>
    public static string ContextOf(string group) => $"track-definitions/{group}";

    /// <summary>Registers the entry, or renews it.</summary>
    /// <returns>False when the directory took it not: nothing depends on it.</returns>
    public async Task<bool> AnnounceAsync(StoredDefinition definition, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string>
        {
            ["track"] = definition.Track,
            ["version"] = definition.Version.ToString(CultureInfo.InvariantCulture),
            ["digest"] = definition.Digest,
            ["state"] = definition.Text is null ? "gone" : "there",
        };
        try
        {
            await directory.Client.RegisterAsync(new Registration(NameOf(definition.Track), Instance) { Metadata = metadata }, cancellationToken);
            return true;
        }
        catch (NamingException)
        {
            return false;
        }
    }

    /// <returns>False when there is none any more: then it must be announced again.</returns>
    public async Task<bool> RenewAsync(string track, CancellationToken cancellationToken)
    {
        try
        {
            await directory.Client.RenewAsync(NameOf(track), Instance, cancellationToken);
            return true;
        }
        catch (NamingException)
        {
            return false;
        }
    }

    private string Instance => $"tracks-{group}";

    /// <summary>A track's name may be more than a segment can be: then its digest stands for it.</summary>
    private string NameOf(string track) => $"{ContextOf(group)}/{(NamePath.CheckSegment(track) is null ? track : StoredDefinition.Of(track, 0, track, default).Digest)}";
}
