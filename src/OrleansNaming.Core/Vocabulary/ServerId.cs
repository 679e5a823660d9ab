using System.Diagnostics.CodeAnalysis;

namespace OrleansNaming;

/// <summary>
/// The name of a server: one segment, 1 to 63 of <c>a-z 0-9 - _ .</c>, compared byte by byte (requirements row Q21).
/// A server keeps its name over restarts; what tells two lives of it apart is the <see cref="Epoch"/>.
/// </summary>
public readonly record struct ServerId : IComparable<ServerId>
{
    /// <summary>Names a server.</summary>
    /// <param name="value">One segment, 1 to 63 of <c>a-z 0-9 - _ .</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is no valid segment.</exception>
    public ServerId(string value)
    {
        if (NamePath.CheckSegment(value) is { } why)
        {
            throw new ArgumentException($"'{value}' is no server name: {why}", nameof(value));
        }

        Value = value;
    }

    private ServerId(string value, bool _) => Value = value;

    /// <summary>The name's text; null only in <c>default</c>.</summary>
    public string Value { get; }

    /// <summary>Names a server from text that may be hostile.</summary>
    /// <returns>False when <paramref name="value"/> is no valid segment.</returns>
    public static bool TryCreate([NotNullWhen(true)] string? value, out ServerId server)
    {
        var valid = value is not null && NamePath.CheckSegment(value) is null;
        server = valid ? new ServerId(value!, true) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(ServerId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
