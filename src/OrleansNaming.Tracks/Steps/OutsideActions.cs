using System.Text;
using OrleansNaming.Tracks.Definitions.Actions;

namespace OrleansNaming.Tracks.Steps;

/// <summary>Actions beyond the database: done before the record moves on, so at least once, with an idempotency key (Q16).</summary>
/// <param name="clients">Makes the HTTP client <see cref="ClientName"/>, which follows no redirects.</param>
/// <param name="mayCall">Which hosts may be called (Q33).</param>
/// <param name="actions">The application's own, by name.</param>
internal sealed class OutsideActions(IHttpClientFactory clients, Func<string, bool> mayCall, IReadOnlyDictionary<string, ITrackAction> actions)
{
    public const string ClientName = "OrleansNaming.Tracks.Calls";
    public const string KeyHeader = "Idempotency-Key"; // draft-ietf-httpapi-idempotency-key-header

    /// <exception cref="TrackActionException">It was refused, or may not be done.</exception>
    public Task DoAsync(ActionContext context, TrackAction action, CancellationToken cancellationToken) => action switch
    {
        CallAction call => CallAsync(context, call, cancellationToken),
        RunAction run => RunAsync(context, run, cancellationToken),
        _ => throw new InvalidOperationException($"nothing does {action.GetType().Name}"),
    };

    private async Task CallAsync(ActionContext context, CallAction call, CancellationToken cancellationToken)
    {
        var url = context.Evaluation.Fill(call.Url, Uri.EscapeDataString);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new TrackActionException($"'{url}' is no URL: write http://host/path or https://host/path");
        }

        if (!mayCall(uri.Host))
        {
            throw new TrackActionException($"'{uri.Host}' may not be called: an administrator allows it with \"naming connections allow\", or lists it in Naming:Tracks:CallHosts");
        }

        using var request = new HttpRequestMessage(HttpMethod.Parse(call.Method), uri);
        request.Headers.TryAddWithoutValidation(KeyHeader, $"\"{context.Key}\"");
        if (call.Method != "GET")
        {
            request.Content = call.Body is null
                ? new StringContent(context.Values.Print(isOwn: false), Encoding.UTF8, "application/json")
                : new StringContent(context.Evaluation.Fill(call.Body), Encoding.UTF8, "text/plain");
        }

        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new TrackActionException($"{call.Method} {uri.GetLeftPart(UriPartial.Path)} was answered with {(int)response.StatusCode}");
        }
    }

    private Task RunAsync(ActionContext context, RunAction run, CancellationToken cancellationToken)
    {
        var action = actions.GetValueOrDefault(run.Name) ?? throw new TrackActionException($"this server has no action '{run.Name}': add it with AddTrackAction");
        var record = context.Record;
        return action.RunAsync(
            new TrackActionCall(context.Token, context.Definition.Version, record.Record, record.Step, context.Key, [.. run.Arguments.Select(context.Evaluation.Of)], context.Values.All), cancellationToken);
    }
}
