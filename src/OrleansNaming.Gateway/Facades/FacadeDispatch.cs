using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Facades;

/// <summary>What every route of a façade goes through: its own way to show a key, then the API's guard, place under the load and meter, then the handler.</summary>
/// <param name="route">The route.</param>
/// <param name="host">What the application's API shares.</param>
/// <param name="answers">How this façade tells what went wrong.</param>
/// <param name="showKey">Puts the key where the guard looks for it.</param>
internal sealed class FacadeDispatch(FacadeRoute route, ApiHost host, GuardedAnswers answers, Action<HttpRequest> showKey)
{
    public async Task InvokeAsync(HttpContext context)
    {
        showKey(context.Request);
        host.Meter.Answered(await answers.AnswerAsync(context, route, route.Role, HandleAsync).ConfigureAwait(false));
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var place = await host.Load.EnterAsync(context, route.Pace).ConfigureAwait(false);
        await route.Handler(context).ConfigureAwait(false);
    }
}
