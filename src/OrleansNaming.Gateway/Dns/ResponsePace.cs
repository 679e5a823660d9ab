using OrleansNaming.Gateway.Load;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// So many datagrams a second for each address. A question's source can be forged, and the reply is then thrown at another: above the pace
/// every second reply is the shortest one that asks to come back over TCP, and the others are left out. A true client so loses no answer.
/// </summary>
internal sealed class ResponsePace(int perSecond, TimeProvider time)
{
    private readonly CallerPace? _pace = perSecond == 0 ? null : new CallerPace(perSecond, time);
    private uint _above;

    /// <param name="caller">Null for a caller without a limit.</param>
    public PacedReply Judge(UInt128? caller) =>
        caller is not { } known || _pace is null || _pace.TryTake(known) ? PacedReply.Whole
        : Interlocked.Increment(ref _above) % 2 == 0 ? PacedReply.Truncated
        : PacedReply.None;
}
