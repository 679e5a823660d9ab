namespace OrleansNaming.Tracks.Language;

/// <summary>Kinds of words.</summary>
internal enum TokenKind
{
    /// <summary>Letters, digits and underscores: a keyword, a column, a function.</summary>
    Word,

    /// <summary>A column's name in brackets, which is no keyword.</summary>
    Bracketed,

    /// <summary>Text in quotes.</summary>
    Text,

    /// <summary>A number without sign.</summary>
    Number,

    /// <summary>A date, or a date and a time.</summary>
    Time,

    /// <summary>One of <c>= &lt;&gt; &lt; &lt;= &gt; &gt;= + - ( ) ,</c></summary>
    Symbol,

    /// <summary>Behind the last word.</summary>
    End,
}
