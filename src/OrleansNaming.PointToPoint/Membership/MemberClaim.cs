using System.Globalization;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>
/// The header by which a member says who it is: <c>v=2;s=a;b=BOOT;n=SEQUENCE;t=b;k=KEY;d=BODY;m=CODE</c>, hexadecimal, in this order. Version 1
/// has no <c>d</c>, and says nothing of the body.
/// </summary>
/// <param name="Server">Who claims to ask.</param>
/// <param name="Boot">Its process.</param>
/// <param name="Sequence">Issued once by that process to that target.</param>
/// <param name="To">The server that is asked, or <see cref="Anyone"/> where the caller does not know which.</param>
/// <param name="KeyId">The key that the code is made with.</param>
/// <param name="Body">The body's digest, <see cref="BodyDigest.NotCovered"/>, or null in version 1.</param>
/// <param name="Code">HMAC-SHA256 over the request and this claim.</param>
internal readonly record struct MemberClaim(string Server, BootId Boot, ulong Sequence, string To, uint KeyId, string? Body, string Code)
{
    public const string Header = "Naming-Member";
    public const string ReplyToHeader = "Naming-Reply-To";
    public const string Anyone = "*";

    /// <summary>Two server names of 63, the numbers, two codes, and their names.</summary>
    public const int LengthMax = 388;

    private const int CodeLength = 64;
    private static readonly string[] First = ["v=1", "s=", "b=", "n=", "t=", "k=", "m="];
    private static readonly string[] Second = ["v=2", "s=", "b=", "n=", "t=", "k=", "d=", "m="];

    public override string ToString() => Body is null
        ? string.Create(CultureInfo.InvariantCulture, $"v=1;s={Server};b={Boot};n={Sequence:x};t={To};k={KeyId:x};m={Code}")
        : string.Create(CultureInfo.InvariantCulture, $"v=2;s={Server};b={Boot};n={Sequence:x};t={To};k={KeyId:x};d={Body};m={Code}");

    public static bool TryParse(string? text, out MemberClaim claim)
    {
        claim = default;
        var parts = text is { Length: > 0 and <= LengthMax } ? text.Split(';', Second.Length + 1) : [];
        if (!Has(parts, First) && !Has(parts, Second))
        {
            return false;
        }

        var values = parts.Select(part => part[2..]).ToArray();
        var body = parts.Length == Second.Length ? values[6] : null;
        if (NamePath.CheckSegment(values[1]) is not null || (values[4] != Anyone && NamePath.CheckSegment(values[4]) is not null)
            || !UInt128.TryParse(values[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var boot)
            || !ulong.TryParse(values[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sequence)
            || !uint.TryParse(values[5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            || (body is not null && !BodyDigest.IsWellFormed(body))
            || values[^1].Length != CodeLength)
        {
            return false;
        }

        claim = new MemberClaim(values[1], new BootId(boot), sequence, values[4], key, body, values[^1]);
        return true;
    }

    private static bool Has(string[] parts, string[] names) =>
        parts.Length == names.Length && names.Zip(parts).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal)) && parts[0].Length == names[0].Length;
}
