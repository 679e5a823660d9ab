using Microsoft.Extensions.Options;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Wire;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Says at the start what is wrong with a group's options, and what to do.</summary>
internal sealed class TrackOptionsValidator : IValidateOptions<TrackOptions>
{
    private const int KeyLengthMin = 16;

    /// <summary>The group's entries in the directory are of the instance <c>tracks-{group}</c>, which is one segment of a name.</summary>
    private const int GroupLengthMax = 56;

    private static readonly TimeSpan LeaseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LeaseMax = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeepMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeepMax = TimeSpan.FromDays(3650);

    public ValidateOptionsResult Validate(string? name, TrackOptions options)
    {
        List<string> wrong = [.. Names(options), .. Stores(options), .. Times(options), .. Counts(options)];
        return wrong.Count > 0 ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Names(TrackOptions options)
    {
        if (NamePath.CheckSegment(options.Group) is { } why)
        {
            yield return $"Naming:Tracks:Group '{options.Group}' is no group name: {why}";
        }
        else if (options.Group.Length > GroupLengthMax)
        {
            yield return $"Naming:Tracks:Group '{options.Group}' has {options.Group.Length} characters: at most {GroupLengthMax} are allowed";
        }

        if (options.Tracks.Count > TrackLimits.Tracks)
        {
            yield return $"Naming:Tracks:Tracks has {options.Tracks.Count} tracks: a group has at most {TrackLimits.Tracks}, make two groups";
        }

        foreach (var track in options.Tracks.Where(track => !TrackWords.IsName(track)))
        {
            yield return $"'{track}' is no track name: 1 to {TrackLimits.NameLength} characters, none of them a control character";
        }

        if (options.Connections.ContainsKey(TrackSource.Naming))
        {
            yield return $"Naming:Tracks:Connections names '{TrackSource.Naming}', which is the directory: take another name";
        }

        if (options.Key is { Length: < KeyLengthMin })
        {
            yield return $"Naming:Tracks:Key has {options.Key.Length} characters: at least {KeyLengthMin} are needed";
        }

        foreach (var peer in options.Peers.Where(peer => !(Uri.TryCreate(peer, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")))
        {
            yield return $"Naming:Tracks:Peers '{peer}' is no URL: write http://host:port or https://host:port";
        }
    }

    private static IEnumerable<string> Stores(TrackOptions options)
    {
        var stores = new object?[] { options.GetDatabase(), options.Postgres, options.Sqlite, options.GetOwners() }.Count(store => store is not null);
        if (options.Level == TrackLevel.Fenced && stores == 0)
        {
            yield return "Naming:Tracks:Level is Fenced, and there is no database: set Naming:Tracks:Postgres or Naming:Tracks:Sqlite, or take BestEffort";
        }

        if (stores > 1)
        {
            yield return "Naming:Tracks has more than one place for its owners: set one of Postgres, Sqlite, UseDatabase and UseOwners";
        }
    }

    private static IEnumerable<string> Times(TrackOptions options)
    {
        var (least, most) = options.AllowUnusualInterval ? (TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)) : (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(120));
        if (options.Interval < least || options.Interval > most)
        {
            yield return $"Naming:Tracks:Interval is {options.Interval}: it must be {least} to {most}{(options.AllowUnusualInterval ? "" : ", or set AllowUnusualInterval")}";
        }

        if (options.BlockLease < LeaseMin || options.BlockLease > LeaseMax)
        {
            yield return $"Naming:Tracks:BlockLease is {options.BlockLease}: it must be {LeaseMin} to {LeaseMax}";
        }

        if (options.KeepFinished < KeepMin || options.KeepFinished > KeepMax)
        {
            yield return $"Naming:Tracks:KeepFinished is {options.KeepFinished}: it must be {KeepMin} to {KeepMax}";
        }
    }

    private static IEnumerable<string> Counts(TrackOptions options)
    {
        if (options.Slots is < 0 or > 1_000)
        {
            yield return $"Naming:Tracks:Slots is {options.Slots}: it must be 0 to 1000";
        }

        if (options.BlockRecords is < 1 or > TrackLimits.BlockRecords)
        {
            yield return $"Naming:Tracks:BlockRecords is {options.BlockRecords}: it must be 1 to {TrackLimits.BlockRecords}";
        }

        if (options.ContactsQueued is < 1 or > 1_000_000)
        {
            yield return $"Naming:Tracks:ContactsQueued is {options.ContactsQueued}: it must be 1 to 1000000";
        }
    }
}
