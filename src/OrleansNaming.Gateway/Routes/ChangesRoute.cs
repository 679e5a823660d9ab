using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OrleansNaming.Api;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Resolution;
using OrleansNaming.Wire;

namespace OrleansNaming.Gateway.Routes;

/// <summary>
/// What of a server's list did I miss (rows B6, B9): the question that nodes ask each other, in JSON, for people and other programs. The
/// ETag is <c>"incarnation.version"</c>. A caller that claims to hold more than there is gets 409; only a node's own, authenticated pull
/// makes an owner act on that (design rule 6).
/// </summary>
internal static class ChangesRoute
{
    public static ApiContract Contract { get; } = new()
    {
        Arguments =
        [
            new ApiArgument("incarnation", "integer", "The incarnation that is held; with 'since'."),
            new ApiArgument("since", "integer", "The version that is held; with 'incarnation'."),
            new ApiArgument("mode", "string", "auto, delta or snapshot; auto by default."),
            new ApiArgument("If-None-Match", "string", "The ETag of an earlier answer.") { In = "header" },
        ],
        Answer = ApiJson.Default.ApiChanges,
        Bare = [StatusCodes.Status304NotModified],
        Refusals = [Refusal.NotFound, Refusal.NotReached, Refusal.Superseded],
    };

    public static async Task AnswerAsync(HttpContext context, NodeApi api)
    {
        var server = ApiQuery.Server(context);
        var held = api.Engine.Replica.Find(server)?.Advertisement
            ?? throw new NamingException(Refusal.NotFound, $"nothing of a server '{server}' is held here: GET /v1/servers lists those that are");
        var (mode, since) = (Mode(context), Since(context, held));
        var tag = new EntityTagHeaderValue(ListTag.Of(held.Stamp));
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var reply = since == held.Stamp && mode != PullMode.Snapshot
            ? Nothing(held)
            : await api.Engine.ServeChangesAsync(new ChangesRequest(server, since, default, mode), context.RequestAborted).ConfigureAwait(false);
        await WriteAsync(context, api, reply).ConfigureAwait(false);
    }

    /// <summary>Without If-None-Match a 304 would be wrong (RFC 9110 15.4.5): a delta of nothing says the same.</summary>
    private static ChangesReply Nothing(Advertisement held) => new(
        ChangesOutcome.Delta, held.Server, held.Stamp, new Delta(held.Stamp, held.Stamp, held.Status, [], [], held.Digest), [], default);

    private static async Task WriteAsync(HttpContext context, NodeApi api, ChangesReply reply)
    {
        if (reply.Delta is not { } delta)
        {
            throw reply.Outcome switch
            {
                ChangesOutcome.Behind => Behind(new Token(reply.Server, reply.Current)),
                ChangesOutcome.Superseded => new NamingException(Refusal.Superseded, $"another live process owns the name '{reply.Server}': ask that one"),
                ChangesOutcome.Unknown => new NamingException(Refusal.NotFound, $"nothing of a server '{reply.Server}' is held here"),
                _ => new NamingException(Refusal.NotReady, "not ready: ask again, or ask another server"),
            };
        }

        // The list may have moved on since it was looked at: the tag belongs to what is sent.
        context.Response.GetTypedHeaders().ETag = new EntityTagHeaderValue(ListTag.Of(delta.Stamp));
        await ApiAnswer.JsonAsync(context, Body(reply, delta, api.Callers.MayHearWhole(context)), ApiJson.Default.ApiChanges).ConfigureAwait(false);
    }

    /// <summary>An outsider sees shared addresses only; the digest stays that of the whole list.</summary>
    private static ApiChanges Body(ChangesReply reply, Delta delta, bool isWhole)
    {
        var isSnapshot = delta.Base.IsNone;
        return new ApiChanges
        {
            Kind = isSnapshot ? "snapshot" : "delta",
            Server = reply.Server.ToString(),
            Boot = delta.Stamp.Epoch.Boot.ToString(),
            Incarnation = delta.Stamp.Incarnation,
            Version = delta.Stamp.Version,
            Since = isSnapshot ? null : delta.Base.Version,
            Status = ApiWord.Of(delta.Status),
            Digest = delta.Digest.ToString(),
            Puts = [.. delta.Puts.Select(entry => ApiEntry.From(!isWhole && entry is Instance instance ? ScopeView.Of(instance, Asker.Outsider) : entry))],
            Removes = isSnapshot ? null : [.. delta.Removes.Select(key => new ApiEntryKey(key.Name, key.InstanceId.Length == 0 ? null : key.InstanceId))],
            Inherits = isSnapshot ? [.. reply.Inherits.Select(stamp => new Token(reply.Server, stamp).ToString())] : null,
            IntervalSeconds = reply.Interval.TotalSeconds,
        };
    }

    /// <summary>A caller knows incarnations, not boots: an incarnation that is not the present one means another life.</summary>
    private static Stamp Since(HttpContext context, Advertisement held)
    {
        var (incarnation, version) = (ApiQuery.Number(context, "incarnation"), ApiQuery.Number(context, "since"));
        if (version is null && incarnation is null)
        {
            return default;
        }

        if (version is null || incarnation is null)
        {
            throw ApiQuery.Invalid("the arguments 'incarnation' and 'since' belong together: give both, as an earlier answer has them, or none");
        }

        var isAhead = incarnation > held.Stamp.Incarnation || (incarnation == held.Stamp.Incarnation && version > held.Stamp.Version);
        return isAhead ? throw Behind(new Token(held.Server, held.Stamp))
            : incarnation == held.Stamp.Incarnation && version > 0 ? new Stamp(held.Stamp.Epoch, version.Value)
            : default;
    }

    private static PullMode Mode(HttpContext context) => ApiQuery.Text(context, "mode") switch
    {
        null or "auto" => PullMode.Auto,
        "delta" => PullMode.Delta,
        "snapshot" => PullMode.Snapshot,
        _ => throw ApiQuery.Invalid("the argument 'mode' is none of auto, delta and snapshot"),
    };

    private static NamingException Behind(Token current) =>
        new(Refusal.NotReached, $"behind: what is held here is {current}, older than what you say that you hold. Ask the server itself, or start over without 'since'");
}
