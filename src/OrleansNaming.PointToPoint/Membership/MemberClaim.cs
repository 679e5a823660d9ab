using System.Globalization;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>
/// The header by which a member says who it is: <c>v=1;s=a;b=BOOT;n=SEQUENCE;t=b;k=KEY;m=CODE</c>, hexadecimal, in this order.
/// </summary>
/// <param name="Server">Who claims to ask.</param>
/// <param name="Boot">Its process.</param>
/// <param name="Sequence">Issued once by that process to that target.</param>
/// <param name="To">The server that is asked, or <see cref="Anyone"/> where the caller does not know which.</param>
/// <param name="KeyId">The key that the code is made with.</param>
/// <param name="Code">HMAC-SHA256 over the request and this claim.</param>
internal readonly record struct MemberClaim(string Server, BootId Boot, ulong Sequence, string To, uint KeyId, string Code)
{
    public const string Header = "Naming-Member";
    public const string ReplyToHeader = "Naming-Reply-To";
    public const string Anyone = "*";

    /// <summary>Two server names of 63, the numbers and their names.</summary>
    public const int LengthMax = 320;

    private const int CodeLength = 64;
    private static readonly string[] Names = ["v=", "s=", "b=", "n=", "t=", "k=", "m="];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"v=1;s={Server};b={Boot};n={Sequence:x};t={To};k={KeyId:x};m={Code}");

    public static bool TryParse(string? text, out MemberClaim claim)
    {
        claim = default;
        var parts = text is { Length: > 0 and <= LengthMax } ? text.Split(';', Names.Length + 1) : [];
        if (parts.Length != Names.Length || !Names.Zip(parts).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal)))
        {
            return false;
        }

        var values = parts.Select(part => part[2..]).ToArray();
        if (values[0] != "1" || NamePath.CheckSegment(values[1]) is not null || (values[4] != Anyone && NamePath.CheckSegment(values[4]) is not null)
            || !UInt128.TryParse(values[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var boot)
            || !ulong.TryParse(values[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sequence)
            || !uint.TryParse(values[5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            || values[6].Length != CodeLength)
        {
            return false;
        }

        claim = new MemberClaim(values[1], new BootId(boot), sequence, values[4], key, values[6]);
        return true;
    }
}
