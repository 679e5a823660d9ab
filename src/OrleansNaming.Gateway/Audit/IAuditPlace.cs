namespace OrleansNaming.Gateway.Audit;

/// <summary>A place for the audit that several servers share. Without one each server keeps its own file.</summary>
internal interface IAuditPlace
{
    /// <summary>Null when this server has none.</summary>
    IAuditLog? Log { get; }
}
