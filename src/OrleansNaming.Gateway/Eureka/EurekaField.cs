namespace OrleansNaming.Gateway.Eureka;

/// <summary>
/// One part of an answer, before it is XML or JSON: the two say the same, with quirks of their own that stem from XStream.
/// </summary>
/// <param name="Name">The element's or member's name.</param>
internal abstract record EurekaField(string Name)
{
    /// <summary>A text; in JSON too.</summary>
    internal sealed record Text(string Name, string Value) : EurekaField(Name);

    /// <summary>A number; in JSON a number too.</summary>
    internal sealed record Number(string Name, long Value) : EurekaField(Name);

    /// <summary>A port with its switch: an attribute, and in JSON <c>{"$":8080,"@enabled":"true"}</c>.</summary>
    internal sealed record Port(string Name, int Value, bool IsOn) : EurekaField(Name);

    /// <summary>Parts in a part, and the Java class that clients want named.</summary>
    internal sealed record Part(string Name, IReadOnlyList<EurekaField> Parts, string? Class = null) : EurekaField(Name);

    /// <summary>Several parts of one name: in JSON a list, also of one or none.</summary>
    internal sealed record Several(string Name, IReadOnlyList<Part> Items) : EurekaField(Name);
}
