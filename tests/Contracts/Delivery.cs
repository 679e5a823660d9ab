using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>One datagram at one receiver.</summary>
internal readonly record struct Delivery(string From, string To, Message Message)
{
    /// <summary>The announced state; none when it is neither notice nor chunk.</summary>
    public Stamp Stamp => Message switch
    {
        Notice notice => notice.Stamp,
        Chunk chunk => chunk.Stamp,
        _ => default,
    };
}
