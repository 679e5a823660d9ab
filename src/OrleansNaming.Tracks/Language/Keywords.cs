namespace OrleansNaming.Tracks.Language;

/// <summary>Words with a meaning of their own: a column of such a name is written in brackets.</summary>
internal static class Keywords
{
    private static readonly HashSet<string> All = new(StringComparer.OrdinalIgnoreCase)
    {
        "TRACK", "VERSION", "GROUP", "EVERY", "IN", "AT", "WHEN", "EXTERNAL", "QUERY", "RETURNS", "ROWS", "CHANGES", "GATHER", "FROM", "CONTACTS", "KEY", "UPDATES", "COLUMNS", "OWN",
        "STEP", "IF", "THEN", "DO", "AND", "OR", "NOT", "ON", "FAILURE", "AFTER", "TRIES", "TRY", "STOP", "CONTINUE", "NEXT", "GO", "TO", "WAIT", "AGAIN", "OTHERWISE", "END",
        "SET", "CALL", "BODY", "EMAIL", "PUBLISH", "WITHDRAW", "RUN", "WITH", "BETWEEN", "LIKE", "IS", "NULL", "TRUE", "FALSE",
    };

    public static bool IsOne(string word) => All.Contains(word);
}
