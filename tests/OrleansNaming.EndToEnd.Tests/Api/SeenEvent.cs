using System.Text.Json.Nodes;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>One server-sent event of a watch.</summary>
internal sealed record SeenEvent(string Type, string? Id, JsonNode Data)
{
    /// <summary>Such as <c>bound orders/a, unbound billing/b</c>.</summary>
    public string Changes => string.Join(", ", Data["changes"]!.AsArray().Select(change => $"{change!["kind"]} {change["instance"]!["name"]}/{change["instance"]!["instance"]}"));

    public override string ToString() => $"{Type}: {Changes}";
}
