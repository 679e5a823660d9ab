using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Access;

namespace OrleansNaming.Gateway.Routes;

/// <summary>One line of the API: how it is called, by whom, and what it does.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The route pattern.</param>
/// <param name="Access">Who may call it.</param>
/// <param name="Summary">For the OpenAPI document.</param>
/// <param name="Handler">Writes the answer, or throws a <see cref="NamingException"/>.</param>
internal sealed record ApiRoute(string Method, string Pattern, ApiAccess Access, string Summary, Func<HttpContext, NodeApi, Task> Handler);
