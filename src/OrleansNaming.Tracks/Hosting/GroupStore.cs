using Microsoft.Extensions.Options;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Hosting;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Audit and rights stand in the group's database, where the group has one that is in use.</summary>
internal sealed class GroupStore : ISharedStore
{
    public GroupStore(TrackDatabases databases, IOptions<TrackOptions> options)
    {
        if (options.Value.Level == TrackLevel.Fenced && databases.Database is { } database)
        {
            var group = options.Value.Group;
            (Audit, Rights) = (new SqlAuditLog(database, group), new SqlRightStore(new SqlAccessStore(database, group)));
        }
    }

    /// <inheritdoc/>
    public IAuditLog? Audit { get; }

    /// <inheritdoc/>
    public IRightStore? Rights { get; }
}
