using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Triggers;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Steps;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Api;

/// <summary>What the API does with tracks that people write.</summary>
internal sealed class DefinitionView(DefinitionDesk desk, DefinitionBook book, DefinitionWatch watch, SqlRecordStore records, TriggerBoard triggers, DryRun dry, TrackMember member)
{
    private const string DrawingType = "application/json";
    private const string TextType = "text/plain; charset=utf-8";

    public async Task ListAsync(HttpContext context)
    {
        var after = context.Request.Query["after"].ToString();
        var page = book.Current.Values.OrderBy(one => one.Id, StringComparer.Ordinal).Where(one => string.CompareOrdinal(one.Id, after) > 0).Take(TrackRoutes.PageSize + 1)
            .Select(one => new ApiTrackDefinition(one.Id, one.Version, book.Stored[one.Id].Digest, one.Steps.Count)).ToList();
        var next = page.Count > TrackRoutes.PageSize ? page[TrackRoutes.PageSize - 1].Track : null;
        await ApiAnswer.JsonAsync(context, new ApiTrackDefinitionList([.. page.Take(TrackRoutes.PageSize)], next), ApiJson.Default.ApiTrackDefinitionList).ConfigureAwait(false);
    }

    /// <summary>The text; the drawing for whoever accepts JSON rather.</summary>
    public async Task ShowAsync(HttpContext context)
    {
        var definition = Find(context);
        var wantsDrawing = context.Request.Headers.Accept.ToString().Contains(DrawingType, StringComparison.OrdinalIgnoreCase);
        context.Response.ContentType = wantsDrawing ? DrawingType : TextType;
        context.Response.Headers.ETag = $"\"{definition.Version}\"";
        await context.Response.WriteAsync(wantsDrawing ? TrackGraph.Print(definition) : TrackText.Print(definition), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>What is wrong with a text or a drawing, and what it is in the other form.</summary>
    public async Task ValidateAsync(HttpContext context)
    {
        var reading = desk.Check(await BodyAsync(context).ConfigureAwait(false), IsDrawing(context));
        var errors = reading.Errors.Select(error => new ApiTrackError(error.Line, error.Column, error.Message, error.Suggestion));
        var answer = new ApiTrackErrorList([.. errors], reading.Text, reading is { Value: { } definition, Text: null } ? JsonElement.Parse(TrackGraph.Print(definition)) : null);
        await ApiAnswer.JsonAsync(context, answer, ApiJson.Default.ApiTrackErrorList).ConfigureAwait(false);
    }

    /// <summary>Keeps a text or a drawing; with If-Match only over that version, "0" for none.</summary>
    public async Task SaveAsync(HttpContext context)
    {
        var reading = desk.Check(await BodyAsync(context).ConfigureAwait(false), IsDrawing(context));
        if (reading.Value is not { } definition)
        {
            throw new NamingException(Refusal.Invalid, string.Join('\n', reading.Errors));
        }

        if (context.Request.RouteValues["track"] is string track && definition.Id != track)
        {
            throw new NamingException(Refusal.Invalid, $"the address names the track '{track}', and the text '{definition.Id}'");
        }

        var saved = await desk.SaveAsync(definition, Expected(context), context.RequestAborted).ConfigureAwait(false);
        await watch.RefreshAsync(context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.JsonAsync(context, new ApiTrackDefinition(saved.Track, saved.Version, saved.Digest, definition.Steps.Count), ApiJson.Default.ApiTrackDefinition).ConfigureAwait(false);
    }

    public async Task RemoveAsync(HttpContext context)
    {
        await desk.RemoveAsync((string)context.Request.RouteValues["track"]!, Expected(context), context.RequestAborted).ConfigureAwait(false);
        await watch.RefreshAsync(context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Says to all tracks with an external trigger of that name that it is time; the body is the payload. With an Idempotency-Key, once, however often it is sent.</summary>
    public async Task FireAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        var payload = await BodyAsync(context).ConfigureAwait(false);
        var given = context.Request.Headers[OutsideActions.KeyHeader].ToString().Trim('"');
        var id = given.Length > 0 ? given : BootIds.New().ToString();
        var tracks = book.Current.Values.Where(track => track.Triggers.Contains(new ExternalTrigger(name))).Select(track => track.Id).ToList();
        if (tracks.Count == 0 || id.Length > TrackLimits.NameLength || payload.Contains('\0'))
        {
            throw tracks.Count == 0 ? new NamingException(Refusal.NotFound, $"no track waits for WHEN EXTERNAL \"{name}\"") : new NamingException(Refusal.Invalid, "the key is too long, or the body holds NUL");
        }

        foreach (var track in tracks)
        {
            await triggers.FireAsync(track, name, id, payload, context.RequestAborted).ConfigureAwait(false);
            await member.WakeAsync(track).ConfigureAwait(false);
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>How many records stand on which step.</summary>
    public async Task RecordsAsync(HttpContext context)
    {
        var counts = await records.CountAsync(Find(context).Id, context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.JsonAsync(context, new ApiStepCountList([.. counts.Select(count => new ApiStepCount(count.Step, count.State.ToString(), count.Records))]), ApiJson.Default.ApiStepCountList)
            .ConfigureAwait(false);
    }

    /// <summary>Records that failed too often.</summary>
    public async Task DeadAsync(HttpContext context)
    {
        var after = Plain(context, "after");
        var page = await records.DeadAsync(Find(context).Id, after, TrackRoutes.PageSize + 1, context.RequestAborted).ConfigureAwait(false);
        var next = page.Count > TrackRoutes.PageSize ? page[TrackRoutes.PageSize - 1].Record : null;
        await ApiAnswer.JsonAsync(context, new ApiDeadRecordList([.. page.Take(TrackRoutes.PageSize)], next), ApiJson.Default.ApiDeadRecordList).ConfigureAwait(false);
    }

    /// <summary>Lets one of them try again.</summary>
    public async Task RetryAsync(HttpContext context)
    {
        var (track, record) = (Find(context).Id, Plain(context, "record"));
        if (record.Length == 0 || !await records.RetryAsync(track, record, context.RequestAborted).ConfigureAwait(false))
        {
            throw new NamingException(Refusal.NotFound, $"track '{track}' has no dead record '{record}'");
        }

        await member.WakeAsync(track).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>What a text would do now, without keeping or doing it.</summary>
    public async Task RunDryAsync(HttpContext context)
    {
        var reading = desk.Check(await BodyAsync(context).ConfigureAwait(false), IsDrawing(context));
        var definition = reading.Value ?? throw new NamingException(Refusal.Invalid, string.Join('\n', reading.Errors));
        await ApiAnswer.JsonAsync(context, await dry.RunAsync(definition, context.RequestAborted).ConfigureAwait(false), ApiJson.Default.ApiDryRun).ConfigureAwait(false);
    }

    /// <summary>A key that any database takes.</summary>
    private static string Plain(HttpContext context, string argument)
    {
        var text = context.Request.Query[argument].ToString();
        return text.Length <= StoreText.KeyLengthMax && !text.Contains('\0') ? text : throw new NamingException(Refusal.Invalid, $"the argument '{argument}' is no key of a record");
    }

    private TrackDefinition Find(HttpContext context)
    {
        var track = (string)context.Request.RouteValues["track"]!;
        return book.Current.GetValueOrDefault(track) ?? throw new NamingException(Refusal.NotFound, $"there is no track '{track}' that somebody wrote");
    }

    private static bool IsDrawing(HttpContext context) => context.Request.ContentType?.StartsWith(DrawingType, StringComparison.OrdinalIgnoreCase) == true;

    private static int? Expected(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        return header.Length == 0 ? null
            : int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
            : throw new NamingException(Refusal.Invalid, "If-Match holds the version, such as \"3\"");
    }

    private static async Task<string> BodyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
