using Microsoft.AspNetCore.Http;

namespace OrleansNaming.Gateway.Routes;

/// <summary>What every route of the naming API goes through: the guard, its place under the load, then the handler.</summary>
internal sealed class ApiDispatch(ApiRoute route, ApiHost host)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var isMember = route.Role == NamingRole.Viewer && host.Api.Callers.IsMember(context);
        host.Meter.Answered(await host.Answers.AnswerAsync(context, route, isMember ? NamingRole.Anyone : route.Role, HandleAsync).ConfigureAwait(false));
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var place = await host.Load.EnterAsync(context, route.Pace).ConfigureAwait(false);
        await route.Handler(context, host.Api).ConfigureAwait(false);
    }
}
