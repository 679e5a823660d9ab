using OrleansNaming.Tracks.Tests;
using OrleansNaming.Tracks.Tests.Processes;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// xunit's own entry point, and one more: "work" makes this process an owner that works until its track is done, for tests that kill it.
return args is ["work", var kind, var connection, var server, var seen] ? await WorkerProgram.RunAsync(kind, connection, server, seen)
    : args.Any(arg => arg is "--server" or "--internal-msbuild-node") ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
