namespace OrleansNaming.Node;

/// <summary>A <see cref="Call"/> got no answer.</summary>
/// <param name="Id">The call's.</param>
/// <param name="Refused">The host was there and nobody listened: a proven death. False: a time-out or a broken connection.</param>
internal sealed record CallFailed(long Id, bool Refused) : Input;
