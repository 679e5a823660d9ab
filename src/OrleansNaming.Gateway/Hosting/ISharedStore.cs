using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Audit;

namespace OrleansNaming.Gateway.Hosting;

/// <summary>What several servers keep together. Without it each server keeps its own, in files.</summary>
internal interface ISharedStore
{
    /// <summary>Null when this server shares none.</summary>
    IAuditLog? Audit { get; }

    /// <summary>Null when this server shares none.</summary>
    IRightStore? Rights { get; }
}
