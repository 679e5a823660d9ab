using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Facades;

/// <summary>Maps a façade's routes onto an application.</summary>
internal static class FacadeEndpoints
{
    public static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints, ApiHost host, IEnumerable<FacadeRoute> routes, Func<HttpContext, int, Refusal, string, Task> problem, Action<HttpRequest> showKey)
    {
        var answers = new GuardedAnswers(host.Guard, host.Audit, endpoints.ServiceProvider.GetRequiredService<ILogger<GuardedAnswers>>(), problem);
        var group = endpoints.MapGroup("");
        foreach (var route in routes)
        {
            group.MapMethods(route.Pattern, route.Methods, (RequestDelegate)new FacadeDispatch(route, host, answers, showKey).InvokeAsync)
                .WithMetadata(route)
                .WithDisplayName($"{route.Methods[0]} {route.Pattern}")
                .WithOrder(route.IsFallback ? 2 : 0);
        }

        return group;
    }
}
