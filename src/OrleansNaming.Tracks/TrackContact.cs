namespace OrleansNaming.Tracks;

/// <summary>An access to a site, or to anything else: a record of the tracks that gather it. The columns that a track may declare are the properties, in small letters.</summary>
/// <param name="Id">Unique: a contact with the same id is the same contact where a track's key is <c>id</c>. 1 to 255 characters.</param>
public sealed record TrackContact(string Id)
{
    /// <summary>Who it is, the same each time: a track with the key <c>visitor</c> has one record a visitor.</summary>
    /// <value>Up to 255 characters; more are cut. The default is empty.</value>
    public string Visitor { get; init; } = "";

    /// <summary>What was asked for.</summary>
    /// <value>Up to 2,048 characters; more are cut. The default is empty.</value>
    public string Path { get; init; } = "";

    /// <summary>How: GET, POST …</summary>
    /// <value>The default is empty.</value>
    public string Method { get; init; } = "";

    /// <summary>Which site was meant.</summary>
    /// <value>Up to 255 characters; more are cut. The default is empty.</value>
    public string Host { get; init; } = "";

    /// <summary>What was answered.</summary>
    /// <value>An HTTP status; the default is 0, for none.</value>
    public int Status { get; init; }

    /// <summary>How long it took: the column <c>milliseconds</c>.</summary>
    /// <value>The default is 0.</value>
    public TimeSpan Duration { get; init; }

    /// <summary>When it began, by the clock of the server that saw it.</summary>
    public DateTimeOffset Seen { get; init; }
}
