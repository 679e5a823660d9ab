using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;

namespace OrleansNaming.Gateway.Routes;

/// <summary>One line of the API: how it is called, by whom, and what it does.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The route pattern.</param>
/// <param name="Role">Who may call it.</param>
/// <param name="Summary">For the OpenAPI document.</param>
/// <param name="Handler">Writes the answer, or throws a <see cref="NamingException"/>.</param>
internal sealed record ApiRoute(string Method, string Pattern, NamingRole Role, string Summary, Func<HttpContext, NodeApi, Task> Handler) : IAuditedRoute
{
    /// <summary>What it takes and answers. Required: a route that the document does not tell of does not compile.</summary>
    public required ApiContract Contract { get; init; }

    /// <summary>How its calls stand in the audit; a row for each by default where it asks for more than a reader.</summary>
    public AuditKind Audit { get; init; } = Role > NamingRole.Viewer ? AuditKind.Each : AuditKind.None;

    /// <summary>The limit that it stands under; a write's by default where it asks for a writer.</summary>
    public ApiPace Pace { get; init; } = Role > NamingRole.Viewer ? ApiPace.Write : ApiPace.Free;
}
