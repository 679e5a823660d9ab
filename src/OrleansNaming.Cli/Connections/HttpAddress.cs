namespace OrleansNaming.Cli.Connections;

/// <summary>An address as somebody typed it.</summary>
internal static class HttpAddress
{
    /// <param name="text">What was typed.</param>
    /// <param name="wrong">What to say when it is none.</param>
    /// <param name="example">One that is right.</param>
    /// <exception cref="UsageException">It is none of http or https.</exception>
    public static Uri Read(string text, string wrong, string example) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new UsageException($"{wrong}; it looks like {example}");
}
