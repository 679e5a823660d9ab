using BenchmarkDotNet.Running;
using OrleansNaming.Benchmarks.Bulk;
using OrleansNaming.Benchmarks.Consul;
using OrleansNaming.Benchmarks.Contacts;
using OrleansNaming.Benchmarks.Dns;
using OrleansNaming.Benchmarks.FailOver;
using OrleansNaming.Benchmarks.Listing;
using OrleansNaming.Benchmarks.Nodes;
using OrleansNaming.Benchmarks.Propagate;
using OrleansNaming.Benchmarks.Register;
using OrleansNaming.Benchmarks.Resolve;
using OrleansNaming.Benchmarks.Steps;
using OrleansNaming.Benchmarks.TrackGroups;
using OrleansNaming.Benchmarks.Tracks;

switch (args)
{
    case ["resolve", ..]:
        return ResolveReport.Run(args);
    case ["propagate", ..]:
        return await PropagateReport.RunAsync(args);
    case ["watcher", var name, .. { Length: 3 } place]:
        return await WatcherProgram.RunAsync(name, Place.Of(place));
    case ["register", ..]:
        return await RegisterReport.RunAsync(args);
    case ["tracks", ..]:
        return TracksReport.Run(args);
    case ["steps", ..]:
        return await StepsReport.RunAsync(args);
    case ["failover", ..]:
        return await FailOverReport.RunAsync(args);
    case ["contacts", ..]:
        return await ContactsReport.RunAsync(args);
    case ["group-member", var url, .. var ticks]:
        return await GroupMemberProgram.RunAsync(url, ticks is ["ticks"]);
    case ["dns", ..]:
        return DnsReport.Run(args);
    case ["consul", ..]:
        return await ConsulReport.RunAsync(args);
    case ["tree", ..]:
        return TreeReport.Run(args);
    case ["bulk", ..]:
        return BulkReport.Run(args);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
