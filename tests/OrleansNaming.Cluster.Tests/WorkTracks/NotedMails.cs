using Npgsql;
using OrleansNaming.Tracks;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>A post office that notes in the table <c>mail</c> what it was given, and by whom.</summary>
internal sealed class NotedMails(NpgsqlDataSource database) : ITrackMailer
{
    public async Task SendAsync(TrackMail mail, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("insert into mail (subject, sender) values ($1, current_setting('application_name'))");
        command.Parameters.AddWithValue(mail.Subject);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
