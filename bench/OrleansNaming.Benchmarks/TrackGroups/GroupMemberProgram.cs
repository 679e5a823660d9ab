using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansNaming.Benchmarks.TrackGroups;

/// <summary>A server of the group "bench" as a process; its settings stand in its environment. It runs decision tracks, or, told so, the one track "tick", of which it says each record that it ran.</summary>
internal static class GroupMemberProgram
{
    public const string Group = "bench";

    public static async Task<int> RunAsync(string url, bool ticks)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", url]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var naming = builder.Services.AddOrleansNaming(options => options.Cluster = Group).UseLan().AddTracks(Group);
        _ = ticks ? naming.AddTrackWork(_ => new Ticking()) : naming.AddDecisionTracks();
        await using var app = builder.Build();
        app.MapNaming();
        app.MapNamingTracks();
        await app.RunAsync();
        return 0;
    }
}
