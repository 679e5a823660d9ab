using BenchmarkDotNet.Running;
using OrleansNaming.Benchmarks.Resolve;

if (args is ["resolve", ..])
{
    return ResolveReport.Run(args);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
