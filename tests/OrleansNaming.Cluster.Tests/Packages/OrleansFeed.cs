using OrleansNaming.EndToEnd.Tests.Packages;

namespace OrleansNaming.Cluster.Tests.Packages;

/// <summary>The packages that an Orleans application needs.</summary>
public sealed class OrleansFeed() : PackedFeed("Core", "Client", "PointToPoint", "Gateway", "Lan", "Grains", "Silo");
