using Microsoft.AspNetCore.Http;

namespace OrleansNaming.Tracks;

/// <summary>What <c>UseTrackContacts</c> makes a contact of.</summary>
public sealed class TrackContactOptions
{
    /// <summary>Who a visitor is; null for a contact of nobody that is known. It runs in the request: it must be quick and not throw.</summary>
    /// <value>
    /// The default is the name of the user who is signed in, else null. An address is personal data in many countries, and many people share one: take it, or a cookie of your own, knowingly.
    /// </value>
    public Func<HttpContext, string?> Visitor { get; set; } = static context => context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : null;

    /// <summary>Which requests are contacts. It runs before the request, and must be quick and not throw.</summary>
    /// <value>The default is all but the product's own below <c>/v1/</c>.</value>
    public Func<HttpContext, bool> Includes { get; set; } = static context => !context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal);
}
