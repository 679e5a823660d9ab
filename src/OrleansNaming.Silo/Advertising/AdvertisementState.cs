namespace OrleansNaming.Silo.Advertising;

/// <summary>What grain storage holds of one server.</summary>
[GenerateSerializer]
[Alias("OrleansNaming.AdvertisementState")]
internal sealed class AdvertisementState
{
    /// <summary>A FencedJournal.</summary>
    [Id(0)]
    public byte[] Journal { get; set; } = [];

    /// <summary>Bytes that could not be read when they were to be overwritten, kept for a person; else empty.</summary>
    [Id(1)]
    public byte[] Quarantined { get; set; } = [];
}
