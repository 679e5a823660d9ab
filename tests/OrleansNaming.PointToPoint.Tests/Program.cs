using OrleansNaming.PointToPoint.Tests;
using OrleansNaming.PointToPoint.Tests.Hosts;
using OrleansNaming.PointToPoint.Tests.Namespaces;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// xunit's own entry point, and two more: the small programs that tests run in network namespaces, and a replica that a test kills.
return args is ["lab", .. var program] ? await LabProgram.RunAsync(program)
    : args is ["replica", var name, .. var words] ? await ReplicaProcess.RunAsync(name, words)
    : args.Any(arg => arg is "--server" or "--internal-msbuild-node") ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
