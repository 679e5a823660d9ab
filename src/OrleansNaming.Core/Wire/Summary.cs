namespace OrleansNaming.Wire;

/// <summary>What a node holds, in as many datagrams as it takes.</summary>
/// <param name="Nonce">The asker's.</param>
/// <param name="Part">This datagram, from 0.</param>
/// <param name="Parts">How many there are.</param>
/// <param name="Ready">Whether the sender has joined itself, so that it may be asked for a dump.</param>
/// <param name="OfYou">The highest stamp that the sender holds of the asker's name; none if it never heard of it.</param>
/// <param name="Holdings">Every owner that the sender knows, itself included.</param>
internal sealed record Summary(
    ulong Nonce, int Part, int Parts, bool Ready, Holding? OfYou, IReadOnlyList<Holding> Holdings) : Message;
