using Microsoft.AspNetCore.Http;
using OrleansNaming.PointToPoint.Membership;

namespace OrleansNaming.Gateway.Access;

/// <summary>
/// As whom a caller is answered, where addresses differ by who asks (rows M7, M9). Fails closed: who proves nothing is an outsider, and gets
/// shared addresses.
/// </summary>
internal sealed class ApiCallers(ApiGuard guard, PeerRecognition recognition, bool outsidersMayAskInside)
{
    /// <summary>A member that proved itself, an operator (who may write, or whoever the policy lets ask), or an outsider.</summary>
    public Asker AskerOf(HttpContext context) =>
        recognition.Of(context) is { } peer ? Asker.Of(peer.Server)
        : outsidersMayAskInside || guard.Check(context.Request, NamingRole.Operator) is null ? Asker.Operator
        : Asker.Outsider;

    /// <summary>Whether the caller is a member, who may read without a key of the API.</summary>
    public bool IsMember(HttpContext context) => recognition.Of(context) is not null;

    /// <summary>Whether the caller may read: a member, or by its role.</summary>
    public bool MayRead(HttpContext context) => IsMember(context) || guard.Check(context.Request, NamingRole.Viewer) is null;

    /// <summary>Whether whole lists may be told, dedicated addresses included: where readers need a key, to all who showed one.</summary>
    public bool MayHearWhole(HttpContext context) => guard.AsksReadersForKey || AskerOf(context).MayAskInside;
}
