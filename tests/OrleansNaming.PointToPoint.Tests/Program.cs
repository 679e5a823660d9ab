using OrleansNaming.PointToPoint.Tests;
using OrleansNaming.PointToPoint.Tests.Namespaces;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// xunit's own entry point, and one more: the small programs that tests run in network namespaces.
return args is ["lab", .. var program] ? await LabProgram.RunAsync(program)
    : args.Any(arg => arg is "--server" or "--internal-msbuild-node") ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
