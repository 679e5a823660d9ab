namespace OrleansNaming.Cli.Importing;

/// <summary>One name of another registry.</summary>
/// <param name="Guests">What would stand for its instances here.</param>
/// <param name="LeftOut">Instances that cannot stand here, each with why.</param>
internal sealed record ForeignName(IReadOnlyList<Registration> Guests, IReadOnlyList<string> LeftOut);
