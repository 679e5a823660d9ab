using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Language;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>One event of the directory (row E40).</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Name">The name; empty for an event of a server.</param>
/// <param name="Server">Whose list, or which server; for a lookup the one that was asked.</param>
/// <param name="Instance">The instance id; empty where there is none.</param>
/// <param name="Endpoint">Its first endpoint; empty where there is none.</param>
/// <param name="Occasion">What else tells this event from others of its kind: the version that made it, as each server knows it.</param>
/// <param name="Seen">When this server saw it.</param>
/// <param name="Instances">How many instances serve the name now.</param>
/// <param name="Lookups">How many lookups it stands for; 0 for another kind.</param>
internal sealed record NamingEvent(
    NamingEventKind Kind, string Name, string Server, string Instance, string Endpoint, string Occasion, DateTimeOffset Seen, int Instances, long Lookups)
{
    /// <summary>The same on each server that saw it.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}\n{Name}\n{Server}\n{Instance}\n{Occasion}")).AsSpan(0, 16));

    /// <summary>Its columns (<see cref="NamingQuery.Columns"/>).</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("event", Kind.ToString().ToLowerInvariant());
        json.WriteString("name", Name);
        json.WriteString("server", Server);
        json.WriteString("instance", Instance);
        json.WriteString("endpoint", Endpoint);
        json.WriteString("seen", Instants.Print(Seen));
        json.WriteNumber("instances", Instances);
        json.WriteNumber("lookups", Lookups);
        json.WriteEndObject();
    }
}
