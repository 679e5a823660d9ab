namespace OrleansNaming;

/// <summary>Drain or undrain this server.</summary>
internal sealed record SetStatus(OwnerStatus Status) : Change;
