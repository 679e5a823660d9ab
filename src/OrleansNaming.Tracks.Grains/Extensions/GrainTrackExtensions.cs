using OrleansNaming.Tracks.Grains;

namespace OrleansNaming.Tracks;

/// <summary>Lets a grain commit who owns what.</summary>
public static class GrainTrackExtensions
{
    /// <summary>
    /// Keeps the group's owners in a grain instead of a SQL database. The silos need grain storage named <see cref="NamingStorage.ProviderName"/>, which compares ETags. Tokens are
    /// checked where work is done: by <see cref="Fencing.TokenGate"/> or <see cref="Fencing.SqlTokenGate"/>; stored work and decision tracks need the group's own database.
    /// </summary>
    /// <param name="options">The group's options, its <see cref="TrackOptions.Group"/> set.</param>
    /// <param name="grains">A silo's, or an Orleans client's.</param>
    public static void UseGrainOwners(this TrackOptions options, IGrainFactory grains)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(grains);
        options.UseOwners(new GrainOwnershipStore(grains, options.Group));
    }
}
