namespace OrleansNaming.Tracks.Language;

/// <summary>One word of a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it is meant: without quotes and brackets.</param>
/// <param name="Value">Of a number or a time.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, object? Value, int Line, int Column)
{
    /// <summary>How errors name it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => "a text",
        _ => $"'{(Text.Length > 40 ? Text[..40] + "…" : Text)}'",
    };

    public bool Is(string word) => Kind is TokenKind.Word or TokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
