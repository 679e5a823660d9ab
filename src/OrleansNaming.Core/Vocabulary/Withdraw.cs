namespace OrleansNaming;

/// <summary>Take a line out of this server's list, whatever it is: a tombstone that nobody needs any more.</summary>
internal sealed record Withdraw(EntryKey Key) : Change;
