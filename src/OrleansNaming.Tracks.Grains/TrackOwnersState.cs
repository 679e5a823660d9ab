namespace OrleansNaming.Tracks.Grains;

/// <summary>What is stored of a group's owners.</summary>
[GenerateSerializer]
[Alias("OrleansNaming.TrackOwnersState")]
internal sealed class TrackOwnersState
{
    /// <summary>The rows, as <see cref="Ownership.OwnershipCodec"/> writes them.</summary>
    [Id(0)]
    public byte[] Rows { get; set; } = [];
}
