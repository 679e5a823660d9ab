namespace OrleansNaming.Tracks;

/// <summary>
/// Takes contacts for the tracks of this server's group that wait for them by <c>WHEN EXTERNAL "name" GATHER FROM CONTACTS …</c> (row E40). A service of the application once <c>AddDecisionTracks</c> was called;
/// <c>UseTrackContacts</c> gives it each access to the site.
/// </summary>
public interface ITrackContacts
{
    /// <summary>Contacts that found no room (<see cref="TrackOptions.ContactsQueued"/>), or that no track waited for, since this process began.</summary>
    long Dropped { get; }

    /// <summary>
    /// Takes a contact. Returns at once, and waits for nothing: it is written to the group's database by another thread, some 20 ms later, together with those that came meanwhile. What waits when the process dies is
    /// lost.
    /// </summary>
    /// <param name="name">The trigger's name.</param>
    /// <param name="contact">The contact.</param>
    /// <returns>False when there was no room: it was dropped, and counted.</returns>
    bool TryAdd(string name, TrackContact contact);
}
