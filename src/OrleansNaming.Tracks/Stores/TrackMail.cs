namespace OrleansNaming.Tracks.Stores;

/// <summary>An e-mail of a step.</summary>
/// <param name="Id">(track, version, record, step, visit, action), hashed: the same mail has the same id whoever sends it how often.</param>
/// <param name="To">The address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
public sealed record TrackMail(string Id, string To, string Subject, string Body);
