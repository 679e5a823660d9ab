namespace OrleansNaming;

/// <summary>
/// This server's last version: flagged Left, and without what ends with it. Judged by the very version that it makes, so that nothing that was on its way to the store when the server began to leave stands in it
/// (seed 1997).
/// </summary>
/// <param name="HandedOver">Guests that others hold now.</param>
internal sealed record Leave(IReadOnlySet<EntryKey> HandedOver) : Change;
