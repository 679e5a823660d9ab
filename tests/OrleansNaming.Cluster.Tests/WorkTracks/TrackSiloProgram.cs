using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansNaming.Cluster.Tests.Processes;
using OrleansNaming.Tracks;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>A silo that is a server of a group, as a process of its own; the group's settings are its arguments. Says <c>ready</c>.</summary>
internal static class TrackSiloProgram
{
    public static async Task<int> RunAsync(string cluster, string name, string connection, string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(settings);
        builder.Logging.ClearProviders();
        INamingBuilder? naming = null;
        builder.UseOrleans(silo => naming = SiloProgram.Configure(silo, cluster, name, connection).ConfigureEndpoints(IPAddress.Loopback, Ports.Tcp(), Ports.Tcp()).UseNaming());
        Join(naming!, hasDatabase: builder.Configuration["Naming:Tracks:Postgres"] is not null);
        await using var app = builder.Build();
        app.MapNaming();
        app.MapNamingTracks();
        app.MapGet("/notes/{record}", (string record, IGrainFactory grains) => grains.GetGrain<INoteGrain>(record).KeysAsync());
        await app.StartAsync();
        Console.WriteLine("ready");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static INamingBuilder Join(INamingBuilder naming, bool hasDatabase) => hasDatabase
        ? naming.AddTracks("orders").AddDecisionTracks().AddTrackAction("note", provider => new NoteAction(provider.GetRequiredService<IGrainFactory>()))
        : naming.AddTracks("orders", static (options, provider) => options.UseGrainOwners(provider.GetRequiredService<IGrainFactory>()));
}
