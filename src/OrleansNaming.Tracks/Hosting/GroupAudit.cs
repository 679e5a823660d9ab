using Microsoft.Extensions.Options;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>The audit stands in the group's database, where the group has one that is in use.</summary>
internal sealed class GroupAudit(TrackDatabases databases, IOptions<TrackOptions> options) : IAuditPlace
{
    /// <inheritdoc/>
    public IAuditLog? Log { get; } = options.Value.Level == TrackLevel.Fenced && databases.Database is { } database ? new SqlAuditLog(database, options.Value.Group) : null;
}
