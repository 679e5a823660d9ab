using System.Globalization;
using System.Text.Json;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Consul;

/// <summary>
/// Reads members of a body as Consul does: in any letter case, with or without underscores, since its clients write <c>ServiceID</c>, <c>service_id</c> and <c>serviceid</c>. Null is as good as absent.
/// </summary>
internal readonly struct LooseJson(JsonElement element)
{
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>The member; null when it is absent, null, or this is no object.</summary>
    public LooseJson? Find(string name)
    {
        if (IsObject)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) && Matches(member.Name, name))
                {
                    return new LooseJson(member.Value);
                }
            }
        }

        return null;
    }

    /// <summary>One line.</summary>
    public string? Text(string name) => ApiQuery.WithoutControl(Raw(name), name);

    /// <summary>What people write, in lines maybe: as one line.</summary>
    public string? Prose(string name) => Raw(name) is { } text ? ApiBody.Plain(text) : null;

    private string? Raw(string name) => Find(name) is not { } found ? null
        : found.Element.ValueKind == JsonValueKind.String ? found.Element.GetString()
        : throw ApiQuery.Invalid($"Request decode failed: {name} is no string");

    public int? Number(string name) => Find(name) is not { } found ? null
        : found.Element.ValueKind == JsonValueKind.Number && found.Element.TryGetInt32(out var number) ? number
        : found.Element.ValueKind == JsonValueKind.String && int.TryParse(found.Element.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? number
        : throw ApiQuery.Invalid($"Request decode failed: {name} is no whole number");

    public bool Flag(string name) => Find(name) is { } found && found.Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw ApiQuery.Invalid($"Request decode failed: {name} is neither true nor false"),
    };

    /// <summary>A duration as Go writes it, or its nanoseconds.</summary>
    public TimeSpan? Duration(string name) => Find(name) is not { } found ? null
        : found.Element.ValueKind == JsonValueKind.Number && found.Element.TryGetInt64(out var nanoseconds) ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick)
        : found.Element.ValueKind != JsonValueKind.String ? throw ApiQuery.Invalid($"Request decode failed: {name} is no duration")
        : found.Element.GetString() is not { Length: > 0 } text ? null
        : GoDuration.TryParse(text, out var duration) ? duration
        : throw ApiQuery.Invalid($"Request decode failed: {name} is no duration: it looks like 10s or 1m30s");

    public IEnumerable<LooseJson> Items(string name) => Find(name) is not { } found ? []
        : found.Element.ValueKind == JsonValueKind.Array ? found.Element.EnumerateArray().Select(item => new LooseJson(item))
        : throw ApiQuery.Invalid($"Request decode failed: {name} is no list");

    public IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select(item => item.Element.ValueKind == JsonValueKind.String ? item.Element.GetString()! : throw ApiQuery.Invalid($"Request decode failed: {name} has something that is no string"))];

    public Dictionary<string, string> Pairs(string name)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(name) is { } found)
        {
            foreach (var member in found.IsObject ? found.Element.EnumerateObject() : throw ApiQuery.Invalid($"Request decode failed: {name} is no object"))
            {
                pairs[member.Name] = member.Value.ValueKind == JsonValueKind.String
                    ? member.Value.GetString()!
                    : throw ApiQuery.Invalid($"Request decode failed: {name} has a value that is no string");
            }
        }

        return pairs;
    }

    /// <summary>Whether something stands there: an empty list, object or string does not count.</summary>
    public bool Has(string name) => Find(name) is { } found && found.Element.ValueKind switch
    {
        JsonValueKind.String => found.Element.GetString()!.Length > 0,
        JsonValueKind.Array => found.Element.GetArrayLength() > 0,
        JsonValueKind.Object => found.Element.EnumerateObject().Any(),
        JsonValueKind.False => false,
        _ => true,
    };

    private JsonElement Element => element;

    private static bool Matches(string written, string name)
    {
        var at = 0;
        foreach (var c in written)
        {
            if (c == '_')
            {
                continue;
            }

            if (at == name.Length || char.ToLowerInvariant(c) != char.ToLowerInvariant(name[at]))
            {
                return false;
            }

            at++;
        }

        return at == name.Length;
    }
}
