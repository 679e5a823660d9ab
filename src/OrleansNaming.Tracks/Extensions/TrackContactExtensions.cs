using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Tracks;
using OrleansNaming.Tracks.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Makes accesses to a site contacts that tracks gather.</summary>
public static class TrackContactExtensions
{
    /// <summary>
    /// Gives each request that passes here, once it was answered, to the tracks that wait for <c>WHEN EXTERNAL "name" GATHER FROM CONTACTS …</c> (row E40; WO 00/08823, L93–103): as columns <c>id</c>,
    /// <c>visitor</c>, <c>path</c>, <c>method</c>, <c>host</c>, <c>status</c>, <c>milliseconds</c> and <c>seen</c>. Not its query, headers or body. The request waits for nothing: what finds no room in the buffer
    /// (<see cref="TrackOptions.ContactsQueued"/>) is dropped and counted (<see cref="ITrackContacts.Dropped"/>, <c>naming.tracks.contacts.dropped</c>).
    /// </summary>
    /// <param name="app">The application, after what says who the user is; <c>AddDecisionTracks</c> must have been called.</param>
    /// <param name="name">The trigger's name.</param>
    /// <param name="configure">Who is a visitor, and which requests count.</param>
    /// <exception cref="InvalidOperationException"><c>AddDecisionTracks</c> was not called.</exception>
    public static IApplicationBuilder UseTrackContacts(this IApplicationBuilder app, string name, Action<TrackContactOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var contacts = app.ApplicationServices.GetService<ITrackContacts>()
            ?? throw new InvalidOperationException("UseTrackContacts brings contacts to decision tracks: call AddDecisionTracks behind AddTracks first");
        var options = new TrackContactOptions();
        configure?.Invoke(options);
        var recorder = new ContactRecorder(contacts, name, options, app.ApplicationServices.GetRequiredService<TimeProvider>());
        return app.Use(next => context => recorder.PassAsync(context, next));
    }
}
