using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks;

/// <summary>Sends e-mails of tracks. Only the group's master calls it.</summary>
public interface ITrackMailer
{
    /// <summary>Sends one.</summary>
    /// <param name="mail">It; after a crash the same comes again, with the same <see cref="TrackMail.Id"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Exception">Whatever is thrown counts as a failed try, of five.</exception>
    Task SendAsync(TrackMail mail, CancellationToken cancellationToken);
}
