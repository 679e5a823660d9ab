using System.Globalization;
using System.Text.Json;
using OrleansNaming.Gateway.Eureka;

namespace OrleansNaming.Cli.Importing;

/// <summary>Eureka's registry as answers of it tell: all of it, and deltas upon that.</summary>
internal sealed class EurekaMirror(ImportSettings settings)
{
    private readonly Dictionary<(string App, string Id), Line> _lines = [];

    /// <summary>How many there are of each status, by name: what Eureka calls the hash.</summary>
    private string Hash => string.Concat(_lines.Values
        .GroupBy(line => line.Status, StringComparer.Ordinal)
        .OrderBy(status => status.Key, StringComparer.Ordinal)
        .Select(status => string.Create(CultureInfo.InvariantCulture, $"{status.Key}_{status.Count()}_")));

    public void Replace(JsonElement all)
    {
        _lines.Clear();
        foreach (var (key, line, _) in Read(all))
        {
            _lines[key] = line;
        }
    }

    /// <returns>Whether it led to what the registry holds.</returns>
    public bool Apply(JsonElement delta)
    {
        foreach (var (key, line, action) in Read(delta))
        {
            if (action == "DELETED")
            {
                _lines.Remove(key);
            }
            else
            {
                _lines[key] = line;
            }
        }

        return delta.TryGetProperty("apps__hashcode", out var hash) && hash.ValueKind == JsonValueKind.String && hash.GetString() == Hash;
    }

    public void Show(ForeignDirectory found)
    {
        var apps = _lines.Where(line => settings.Wants(line.Key.App)).GroupBy(line => line.Key.App, StringComparer.Ordinal).OrderBy(app => app.Key, StringComparer.Ordinal).ToList();
        var shown = apps.Take(ForeignDirectory.NamesMax).ToList();
        found.Note("names", shown.Count == apps.Count ? null : $"{apps.Count - shown.Count} applications: {ForeignDirectory.NamesMax} are followed at most");
        found.Retain(shown.Select(app => app.Key).ToHashSet(StringComparer.Ordinal));
        foreach (var app in shown)
        {
            found.Put(app.Key, new ForeignName([.. app.Select(line => line.Value.Guest).OfType<Registration>()], [.. app.Select(line => line.Value.LeftOut).OfType<string>()]));
        }

        found.Complete();
    }

    private IEnumerable<((string App, string Id) Key, Line Line, string? Action)> Read(JsonElement applications) =>
        from app in Items(applications, "application")
        from instance in Items(app, "instance")
        select ReadOne(instance);

    private ((string App, string Id) Key, Line Line, string? Action) ReadOne(JsonElement instance)
    {
        var (app, id) = (TextOf(instance, "app")?.ToLowerInvariant() ?? "", TextOf(instance, "instanceId") ?? TextOf(instance, "hostName") ?? "");
        var status = EurekaStatus.Read(TextOf(instance, "status")) ?? EurekaStatus.Unknown;
        try
        {
            // What it shows is what counts, overrides included.
            var (known, metadata) = EurekaRequest.Describe(instance);
            var (guest, leftOut) = settings.Mark.Mirror(EurekaRequest.Guest(known with { Status = status, Override = null }, metadata), $"{app}/{id}");
            return ((app, id), new Line(status, guest, leftOut), TextOf(instance, "actionType"));
        }
        catch (NamingException wrong)
        {
            return ((app, id), new Line(status, null, $"{app} {id}: {wrong.Message}"), TextOf(instance, "actionType"));
        }
    }

    /// <summary>Several, or one without a list around it: XStream writes either.</summary>
    private static IEnumerable<JsonElement> Items(JsonElement part, string name) =>
        part.ValueKind != JsonValueKind.Object || !part.TryGetProperty(name, out var items) ? []
        : items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
        : items.ValueKind == JsonValueKind.Object ? [items]
        : [];

    private static string? TextOf(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Line(string Status, Registration? Guest, string? LeftOut);
}
