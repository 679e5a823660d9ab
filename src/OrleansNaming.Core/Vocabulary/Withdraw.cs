namespace OrleansNaming;

/// <summary>Take a line out of this server's list, whatever it is: only a graceful stop does.</summary>
internal sealed record Withdraw(EntryKey Key) : Change;
