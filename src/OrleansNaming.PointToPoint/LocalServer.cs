namespace OrleansNaming.PointToPoint;

/// <summary>Which server this process is.</summary>
/// <param name="Server">Its name.</param>
internal sealed record LocalServer(ServerId Server);
