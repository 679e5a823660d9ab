namespace OrleansNaming.Tracks.Definitions.Actions;

/// <summary>Calls a URL: at least once, with an idempotency key.</summary>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Url">A template; what columns put into it is escaped.</param>
/// <param name="Body">A template; null for the record's columns as JSON.</param>
internal sealed record CallAction(string Method, string Url, string? Body) : TrackAction;
