namespace OrleansNaming.Cli.Importing;

/// <summary>What a bridge does about one instance.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">Whom it is about, here.</param>
/// <param name="Guest">What it is to be; null when it goes.</param>
/// <param name="Why">What is told to people.</param>
internal sealed record ImportStep(ImportStepKind Kind, EntryKey Key, Registration? Guest, string Why);
