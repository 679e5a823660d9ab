using OrleansNaming.Cluster.Tests;
using OrleansNaming.Cluster.Tests.Processes;
using OrleansNaming.Cluster.Tests.WorkTracks;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// xunit's own entry point, and two more: "silo" and "track-silo" make this process a silo for tests that kill it.
return args is ["silo", var cluster, var name, var port, var gateway, var connection] ? await SiloProgram.RunAsync(cluster, name, port, gateway, connection)
    : args is ["track-silo", var group, var member, var database, .. var settings] ? await TrackSiloProgram.RunAsync(group, member, database, settings)
    : args.Any(arg => arg is "--server" or "--internal-msbuild-node") ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
