using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming;
using OrleansNaming.Renewing;
using OrleansNaming.Tracks;
using OrleansNaming.Tracks.Api;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Steps;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Telemetry;
using OrleansNaming.Tracks.Triggers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Tracks that people write.</summary>
public static class DecisionTrackExtensions
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Runs the group's decision tracks: what people wrote is kept in the group's database, and whichever server owns a track gathers, evaluates and acts. The level must be <see cref="TrackLevel.Fenced"/>.
    /// </summary>
    /// <param name="builder">The naming builder, after <c>AddTracks</c>.</param>
    public static INamingBuilder AddDecisionTracks(this INamingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<TrackOptions>().Validate(
            static options => options.Level == TrackLevel.Fenced, "decision tracks change records, so Naming:Tracks:Level must be Fenced, with a database").ValidateOnStart();
        services.AddHttpClient(OutsideActions.ClientName, client => client.Timeout = CallTimeout)
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddMetrics();
        services.TryAddSingleton<TrackMeter>();
        AddStores(services);
        services.TryAddSingleton(provider => new DecisionWork(
            provider.GetRequiredService<DefinitionBook>(), provider.GetRequiredService<SqlRecordStore>(), provider.GetRequiredService<SourceReader>(), provider.GetRequiredService<TriggerBoard>(), provider.GetRequiredService<StepRunner>(),
            Options(provider).Interval, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<DecisionWork>>()));
        services.TryAddSingleton(provider => new DefinitionAnnouncer(provider.GetRequiredService<DirectClient>(), Group(provider)));
        services.TryAddSingleton(provider => new DefinitionDesk(
            provider.GetRequiredService<SqlDefinitionStore>(), provider.GetRequiredService<DefinitionBook>(), provider.GetRequiredService<DefinitionAnnouncer>(), () => Vocabulary(provider), Group(provider),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMasterTask, AnnouncementsTask>();
        services.TryAddSingleton<DefinitionWatch>();
        services.TryAddSingleton<DefinitionView>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DefinitionWatch>());
        services.TryAddSingleton(provider => new ContactBuffer(Options(provider).ContactsQueued, provider.GetRequiredService<TrackMeter>()));
        services.TryAddSingleton<ITrackContacts>(provider => provider.GetRequiredService<ContactBuffer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ContactPump>());
        services.AddSingleton<IMasterTask>(provider => new PublishedNamesTask(
            new SqlPublishedNames(Database(provider), Group(provider)), provider.GetRequiredService<DirectClient>(), Group(provider), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ITrackMailer>(provider => new SmtpMailer(Options(provider).Smtp, Secrets(provider)));
        services.AddSingleton<IMasterTask>(provider => new OutboxTask(
            new SqlOutbox(Database(provider), Group(provider)), provider.GetRequiredService<ITrackMailer>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<OutboxTask>>()));
        services.AddSingleton<IMasterTask>(provider => new CleanUpTask(
            provider.GetRequiredService<DefinitionBook>(), provider.GetRequiredService<SqlRecordStore>(), provider.GetRequiredService<SqlTriggerStore>(), new SqlOutbox(Database(provider), Group(provider)),
            Options(provider).KeepFinished, provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MasterTasks>());
        return builder;
    }

    /// <summary>Adds an action that steps run: <c>RUN "name"</c>.</summary>
    /// <param name="builder">The naming builder.</param>
    /// <param name="name">The name, exactly as steps write it.</param>
    /// <param name="action">Makes it, once.</param>
    public static INamingBuilder AddTrackAction(this INamingBuilder builder, string name, Func<IServiceProvider, ITrackAction> action)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(provider => new NamedAction(name, action(provider)));
        return builder;
    }

    /// <summary>Adds a chore that only the group's master does.</summary>
    /// <param name="builder">The naming builder, after <c>AddTracks</c>.</param>
    /// <param name="task">Makes it, once.</param>
    public static INamingBuilder AddMasterTask(this INamingBuilder builder, Func<IServiceProvider, IMasterTask> task)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(task);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MasterTasks>());
        return builder;
    }

    private static void AddStores(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new SqlDefinitionStore(Database(provider), Group(provider)));
        services.TryAddSingleton<DefinitionBook>();
        services.TryAddSingleton(provider => new SqlAccessStore(Database(provider), Group(provider)));
        services.TryAddSingleton(provider => new AccessBook(provider.GetRequiredService<SqlAccessStore>(), Options(provider).Connections, Options(provider).CallHosts));
        services.TryAddSingleton<AccessDesk>();
        services.TryAddSingleton(provider => new SqlRecordStore(Database(provider), Group(provider)));
        services.TryAddSingleton(provider => new TrackConnections(
            Database(provider), provider.GetRequiredService<AccessBook>().Find, Secrets(provider), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<SourceReader>();
        services.TryAddSingleton<DryRun>();
        services.TryAddSingleton(provider => new SqlTriggerStore(Database(provider), Group(provider)));
        services.TryAddSingleton<TriggerBoard>();
        services.TryAddSingleton<ContactCarrier>();
        services.TryAddSingleton(provider => new StepRunner(
            provider.GetRequiredService<SqlRecordStore>(),
            provider.GetRequiredService<DefinitionBook>(),
            new StepPlanner(new TransactionalActions(Database(provider), Group(provider)), Group(provider)),
            new OutsideActions(
                provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<AccessBook>().MayCall, provider.GetServices<NamedAction>().ToDictionary(named => named.Name, named => named.Action, StringComparer.Ordinal)),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<TrackMeter>()));
    }

    private static TrackVocabulary Vocabulary(IServiceProvider provider) =>
        new([TrackConnections.Main, TrackSource.Naming, .. provider.GetRequiredService<AccessBook>().Names], [.. provider.GetServices<NamedAction>().Select(named => named.Name)]);

    private static TrackOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<TrackOptions>>().Value;

    private static string Group(IServiceProvider provider) => Options(provider).Group;

    private static TrackDatabase Database(IServiceProvider provider) =>
        provider.GetRequiredService<TrackDatabases>().Database ?? throw new InvalidOperationException("decision tracks need a database: set Naming:Tracks:Postgres or Naming:Tracks:Sqlite");

    private static Func<string, string?> Secrets(IServiceProvider provider) => name => provider.GetService<IConfiguration>()?[name];
}
