using System.Globalization;
using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Resolution;

namespace OrleansNaming.Gateway.Routes;

/// <summary>What became of a name at this server, from a bounded memory, by this server's own times.</summary>
internal static class HistoryRoute
{
    public static ApiRoute Route { get; } =
        new("GET", "/v1/history/{**name}", NamingRole.Viewer, "What became of a name at this server, and what it resolved to at a time.", AnswerAsync)
        {
            Pace = ApiPace.Bulk,
            Contract = new ApiContract
            {
                Arguments = [new ApiArgument("asOf", "string", "A time (ISO 8601): also the live set as it was then, and only the changes up to it.")],
                Answer = ApiJson.Default.ApiHistory,
                Refusals = [Refusal.NotFound],
            },
        };

    private static async Task AnswerAsync(HttpContext context, NodeApi api)
    {
        var name = ApiQuery.Name(context);
        var (replica, asker, asOf) = (api.Engine.Replica, api.Callers.AskerOf(context), AsOf(context));
        var begin = replica.History.BeginUnixMilliseconds is { } first ? DateTimeOffset.FromUnixTimeMilliseconds(first) : (DateTimeOffset?)null;
        if (asOf is { } at && (begin is null || at < begin || at > api.Time.GetUtcNow()))
        {
            throw new NamingException(Refusal.NotFound, $"nothing is remembered here of {at:O}: the memory of this server begins at {begin?.ToString("O", CultureInfo.InvariantCulture) ?? "its first version"} and ends now");
        }

        var past = asOf is { } time ? replica.History.AsOf(name, replica.Peek(name), time.ToUnixTimeMilliseconds()) : null;
        ApiPastChange[] changes =
        [
            .. replica.History.Of(name)
                .Where(change => change.What.Instance is not null)
                .Where(change => asOf is null || change.At.UnixMilliseconds <= asOf.Value.ToUnixTimeMilliseconds())
                .Select(change => new ApiPastChange(DateTimeOffset.FromUnixTimeMilliseconds(change.At.UnixMilliseconds), Seen(change.What, asker))),
        ];
        var body = new ApiHistory(name, begin, asOf, past?.IsExact, past?.Instances.Select(was => Instance(was, asker)).ToArray(), changes);
        await ApiAnswer.JsonAsync(context, body, ApiJson.Default.ApiHistory).ConfigureAwait(false);
    }

    private static ApiInstance Instance(NamingChange was, Asker asker) =>
        ApiInstance.From(ScopeView.Of(was.Instance!, asker), new Token(was.Owner, was.Stamp), stale: false);

    private static ApiChange Seen(NamingChange change, Asker asker) =>
        ApiChange.From(change with { Instance = change.Instance is { } instance ? ScopeView.Of(instance, asker) : null });

    private static DateTimeOffset? AsOf(HttpContext context) =>
        ApiQuery.Text(context, "asOf") is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw ApiQuery.Invalid("the argument 'asOf' is no time such as 2026-11-21T20:15:00Z");
}
