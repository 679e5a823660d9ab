using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Tracks.Page;

/// <summary>
/// The page on which people make and edit tracks (row E32). Its files hold no data and ask for no key: the browser cannot show one for a page. All that the page knows it asks of the API, with the key that
/// its reader gives it.
/// </summary>
internal static class PageRoutes
{
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/tracks", NamingRole.Anyone, "The page that lists the groups whose tracks can be edited.", GroupsAsync) { Contract = Html },
        new("GET", "/tracks/{group}", NamingRole.Anyone, "The page on which a group's tracks are made and edited.", GroupAsync) { Contract = Html },
        new("GET", "/tracks/files/{file}", NamingRole.Anyone, "A style or a script of that page.", FileAsync)
        {
            Contract = Html with { MediaType = "text/javascript", Refusals = [Refusal.NotFound] },
        },
    ];

    private static ApiContract Html => new() { IsFixed = true, MediaType = "text/html" };

    private static Task GroupsAsync(HttpContext context, NodeApi api) => WriteAsync(context, PageFiles.Html);

    private static Task GroupAsync(HttpContext context, NodeApi api) => WriteAsync(context, PageFiles.Html);

    private static Task FileAsync(HttpContext context, NodeApi api) => WriteAsync(
        context, PageFiles.Find((string)context.Request.RouteValues["file"]!) ?? throw new NamingException(Refusal.NotFound, "the page of tracks has no file of that name"));

    private static async Task WriteAsync(HttpContext context, PageFile file)
    {
        context.Response.ContentType = file.ContentType;
        context.Response.Headers.ContentSecurityPolicy = PageFiles.Policy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer"; // the address names a group
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted).ConfigureAwait(false);
    }
}
