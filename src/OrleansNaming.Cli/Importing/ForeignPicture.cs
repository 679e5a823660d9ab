namespace OrleansNaming.Cli.Importing;

/// <summary>Another registry at one moment.</summary>
/// <param name="IsWhole">Whether everything was read once.</param>
/// <param name="Trouble">Why it is not read just now; null when it is.</param>
/// <param name="Guests">What would stand for its instances here.</param>
/// <param name="LeftOut">What cannot stand here, each with why.</param>
internal sealed record ForeignPicture(bool IsWhole, string? Trouble, IReadOnlyList<Registration> Guests, IReadOnlyList<string> LeftOut);
