using System.Globalization;

namespace OrleansNaming.Gateway.Routes;

/// <summary>The ETag of a server's list, for people and caches: the same in pulls between nodes and in the API (row B6).</summary>
internal static class ListTag
{
    /// <summary>Such as <c>"4821.4"</c>, with its quotes.</summary>
    public static string Of(Stamp stamp) => string.Create(CultureInfo.InvariantCulture, $"\"{stamp.Incarnation}.{stamp.Version}\"");
}
