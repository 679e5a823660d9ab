namespace OrleansNaming.Wire;

/// <summary>The answer to a <see cref="GuestRequest"/>.</summary>
/// <param name="Accepted">False: the receiver does not hold that guest.</param>
/// <param name="Stamp">The receiver's version that contains the result.</param>
internal sealed record GuestReply(bool Accepted, Stamp Stamp) : Message;
