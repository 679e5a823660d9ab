namespace OrleansNaming.Api;

/// <summary>One line of the audit: somebody changed something, or tried to.</summary>
/// <param name="Id">Rises with each row of one log.</param>
/// <param name="At">When, by the clock of the server that was asked.</param>
/// <param name="Server">The server that was asked.</param>
/// <param name="Who">The name of the key or of the user; <c>loopback</c> on this machine without keys, <c>unknown</c> without one of ours.</param>
/// <param name="Role">What it may do.</param>
/// <param name="What">The route.</param>
/// <param name="On">The address that was called, with the names in its arguments; never a body or a key.</param>
/// <param name="From">The caller's address.</param>
/// <param name="Outcome"><c>done</c>, <c>refused</c>, <c>failed</c>, or <c>unknown</c> when the caller left before the answer.</param>
/// <param name="Status">The answer's HTTP status.</param>
/// <param name="Times">How many such calls the row stands for; the rest of it is the last one's.</param>
internal sealed record ApiAuditRow(long Id, DateTimeOffset At, string Server, string Who, string Role, string What, string On, string From, string Outcome, int Status, int Times);
