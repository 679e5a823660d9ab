using System.Runtime.CompilerServices;

// The engine's port and the stages are internal to the packages (design section 2); these are the packages.
[assembly: InternalsVisibleTo("OrleansNaming.Lan")]
[assembly: InternalsVisibleTo("OrleansNaming.Grains")]
[assembly: InternalsVisibleTo("OrleansNaming.Silo")]
[assembly: InternalsVisibleTo("OrleansNaming.Gateway")]
[assembly: InternalsVisibleTo("OrleansNaming.Client")]
[assembly: InternalsVisibleTo("naming")]
[assembly: InternalsVisibleTo("OrleansNaming.Simulation")]
[assembly: InternalsVisibleTo("OrleansNaming.Core.Tests")]
[assembly: InternalsVisibleTo("OrleansNaming.Engines.Tests")]
[assembly: InternalsVisibleTo("OrleansNaming.Cluster.Tests")]
[assembly: InternalsVisibleTo("OrleansNaming.EndToEnd.Tests")]
[assembly: InternalsVisibleTo("OrleansNaming.Benchmarks")]
