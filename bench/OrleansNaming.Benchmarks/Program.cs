using BenchmarkDotNet.Running;
using OrleansNaming.Benchmarks.Nodes;
using OrleansNaming.Benchmarks.Propagate;
using OrleansNaming.Benchmarks.Resolve;

switch (args)
{
    case ["resolve", ..]:
        return ResolveReport.Run(args);
    case ["propagate", ..]:
        return await PropagateReport.RunAsync(args);
    case ["watcher", var name, .. { Length: 3 } place]:
        return await WatcherProgram.RunAsync(name, Place.Of(place));
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
