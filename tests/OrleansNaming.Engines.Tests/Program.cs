using OrleansNaming.Engines.Tests;
using OrleansNaming.Engines.Tests.Processes;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// xunit's own entry point, and one more: "node" makes this process a naming server for tests that kill it.
return args is ["node", var name, var folder, var port] ? await NodeProgram.RunAsync(name, folder, int.Parse(port))
    : args.Any(arg => arg is "--server" or "--internal-msbuild-node") ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
