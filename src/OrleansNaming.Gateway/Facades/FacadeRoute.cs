using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Load;

namespace OrleansNaming.Gateway.Facades;

/// <summary>One line of another registry's API as this one answers it.</summary>
/// <param name="Methods">The HTTP methods.</param>
/// <param name="Pattern">The route pattern.</param>
/// <param name="Role">Who may call it.</param>
/// <param name="Handler">Writes the answer, or throws a <see cref="NamingException"/>.</param>
internal sealed record FacadeRoute(string[] Methods, string Pattern, NamingRole Role, Func<HttpContext, Task> Handler) : IAuditedRoute
{
    /// <summary>
    /// The limit that the whole call stands under; a write's by default where it asks for a writer. A list that may be waited for takes its place itself, while it is written.
    /// </summary>
    public ApiPace Pace { get; init; } = Role > NamingRole.Viewer ? ApiPace.Write : ApiPace.Free;

    /// <summary>How its calls stand in the audit: these clients write all day.</summary>
    public AuditKind Audit { get; } = Role > NamingRole.Viewer ? AuditKind.Summed : AuditKind.None;

    /// <summary>Whether it stands behind every other route: for what is not answered.</summary>
    public bool IsFallback { get; init; }

    public static FacadeRoute Get(string pattern, Func<HttpContext, Task> handler) => new(["GET"], pattern, NamingRole.Viewer, handler);

    public static FacadeRoute Put(string pattern, Func<HttpContext, Task> handler) => new(["PUT"], pattern, NamingRole.Operator, handler);
}
