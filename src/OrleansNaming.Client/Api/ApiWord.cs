namespace OrleansNaming.Api;

/// <summary>How an enum's member is written in the API: <c>notFound</c> for <c>NotFound</c>.</summary>
internal static class ApiWord
{
    public static string Of<TEnum>(TEnum member)
        where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.ToString());

    /// <summary>Numbers are not words: they would let an unknown member through.</summary>
    public static bool TryRead<TEnum>(string? word, out TEnum member)
        where TEnum : struct, Enum
    {
        member = default;
        return word is { Length: > 0 } && char.IsAsciiLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out member);
    }
}
