using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansNaming;
using OrleansNaming.Gateway.Hosting;
using OrleansNaming.Tracks;
using OrleansNaming.Tracks.Api;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Transport;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a server a member of a group that shares tracks.</summary>
public static class TrackNamingBuilderExtensions
{
    private static readonly TimeSpan MessageTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Joins a group: this server claims tracks, owns its share, hands out their work and does its part. <c>app.MapNamingTracks()</c> must be called, since the others
    /// are heard over HTTP.
    /// </summary>
    /// <param name="builder">The naming builder.</param>
    /// <param name="group">The group.</param>
    /// <param name="configure">Changes the options after they were bound from the section <c>Naming:Tracks</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="group"/> is no segment.</exception>
    public static INamingBuilder AddTracks(this INamingBuilder builder, string group, Action<TrackOptions, IServiceProvider>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<TrackOptions>()
            .Configure<IServiceProvider>((options, provider) =>
            {
                provider.GetService<IConfiguration>()?.GetSection(TrackOptions.Section).Bind(options);
                options.Group = group;
                configure?.Invoke(options, provider);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TrackOptions>, TrackOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(nameof(TrackNetwork), client => client.Timeout = MessageTimeout);
        services.TryAddSingleton<TrackDatabases>();
        services.TryAddSingleton<ISharedStore, GroupStore>();
        services.TryAddSingleton<TrackMember>();
        services.TryAddSingleton(static provider => new TrackView(
            provider.GetRequiredService<TrackMember>(), provider.GetRequiredService<IOptions<TrackOptions>>().Value, provider.GetService<DefinitionView>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TrackMember>(provider => provider.GetRequiredService<TrackMember>()));
        return builder.Advertise(TrackPeers.NameOf(group));
    }

    /// <summary>
    /// Takes the work from the group's database (<see cref="IWorkStore"/> is then a service, to enqueue with): each record's effect and its completion are one transaction.
    /// </summary>
    /// <param name="builder">The naming builder.</param>
    /// <param name="effect">What a record does: writes through the transaction, and does not commit it. What it throws counts as a failed attempt.</param>
    public static INamingBuilder AddStoredTrackWork(this INamingBuilder builder, Func<FencedTransaction, string, CancellationToken, Task> effect)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IWorkStore>(static provider => new SqlWorkStore(
            provider.GetRequiredService<TrackDatabases>().Database ?? throw new InvalidOperationException("stored work needs a database: set Naming:Tracks:Postgres or Naming:Tracks:Sqlite"),
            provider.GetRequiredService<IOptions<TrackOptions>>().Value.Group));
        return builder.AddTrackWork(provider => new StoredTrackWork(provider.GetRequiredService<IWorkStore>(), provider.GetRequiredService<TimeProvider>(), effect));
    }

    /// <summary>Says what the tracks' work is. Without it a server owns and hands out, and runs nothing.</summary>
    /// <param name="builder">The naming builder.</param>
    /// <param name="work">Makes it, once.</param>
    public static INamingBuilder AddTrackWork(this INamingBuilder builder, Func<IServiceProvider, ITrackWork> work)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(work);
        return builder;
    }
}
