using OrleansNaming.Cluster.Tests;
using OrleansNaming.Cluster.Tests.Processes;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// xunit's own entry point, and one more: "silo" makes this process a naming silo for tests that kill it.
return args is ["silo", var cluster, var name, var port, var gateway, var connection] ? await SiloProgram.RunAsync(cluster, name, port, gateway, connection)
    : args.Any(arg => arg is "--server" or "--internal-msbuild-node") ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
