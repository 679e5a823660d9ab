using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Access;

namespace OrleansNaming.Tracks.Api;

/// <summary>One line of the API of tracks.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The route pattern.</param>
/// <param name="Access">Who may call it; <see cref="ApiAccess.Open"/> for what authenticates itself.</param>
/// <param name="Handler">Writes the answer, or throws a <see cref="NamingException"/>.</param>
internal sealed record TrackRoute(string Method, string Pattern, ApiAccess Access, Func<HttpContext, TrackView, Task> Handler);
