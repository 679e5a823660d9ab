using System.Text;

namespace OrleansNaming.Gateway.Dns;

/// <summary>The zone that is answered for, in the forms that replies need.</summary>
internal sealed class DnsZone
{
    /// <summary>Behind which services stand: <c>orders.service.naming</c>.</summary>
    public const string Services = "service";

    /// <summary>Behind which servers stand: <c>alpha.node.naming</c>.</summary>
    public const string Nodes = "node";

    /// <summary>Behind which addresses stand that say themselves what they are: <c>10-0-0-7-8080.addr.naming</c>.</summary>
    public const string Addresses = "addr";

    /// <summary>Octets of the longest zone: every name in it fits into a name's 255 (64 of a target, 5 and its root beside).</summary>
    public const int BytesMax = 128;

    /// <param name="name">The zone, valid by <see cref="Check"/>.</param>
    /// <param name="ttl">Seconds that an answer may be kept.</param>
    /// <param name="hasTexts">Whether TXT is answered.</param>
    public DnsZone(string name, int ttl = 1, bool hasTexts = false)
    {
        (Ttl, HasTexts) = ((uint)ttl, hasTexts);
        Wire = ToWire(name) ?? throw new ArgumentException(Check(name), nameof(name));
        Labels = name.Split('.').Length;
        Name = name.ToLowerInvariant();
    }

    public string Name { get; }

    /// <summary>Its octets with the root, in lower case.</summary>
    public byte[] Wire { get; }

    public int Labels { get; }

    public uint Ttl { get; }

    public bool HasTexts { get; }

    /// <summary>Says why a text is no zone, or null when it is one.</summary>
    public static string? Check(string name) => ToWire(name) is not { } wire
        ? $"'{name}' is no domain name: labels of 1 to 63 letters, digits, '-' and '_', joined by dots, without a dot at the end"
        : wire.Length > BytesMax ? $"'{name}' is longer than {BytesMax - 2} characters" : null;

    /// <summary>A host's name as octets with the root; null when DNS can't carry it.</summary>
    public static byte[]? ToWire(string name)
    {
        var plain = name.EndsWith('.') ? name[..^1] : name;
        if (plain.Length is 0 or > DnsName.BytesMax - 2 || plain.AsSpan().ContainsAnyExcept(HostCharacters))
        {
            return null;
        }

        var labels = plain.ToLowerInvariant().Split('.');
        return labels.Any(label => label.Length is 0 or > 63) ? null : [.. labels.SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];
    }

    private static readonly System.Buffers.SearchValues<char> HostCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
}
