namespace OrleansNaming;

/// <summary>
/// What a reader has seen: for each of at most 32 servers the state that an answer was taken from. Shown at a later read, at any node, it demands
/// that nothing older is answered (monotonic reads). It is no promise across servers beyond that: not linearizable. Opaque as a text.
/// </summary>
public sealed class ReadToken
{
    /// <summary>Servers of one token.</summary>
    public const int ServersMax = 32;

    /// <param name="seen">One state a server, in order of server.</param>
    internal ReadToken(IReadOnlyList<Token> seen) => Seen = seen;

    /// <summary>Nothing seen yet.</summary>
    public static ReadToken None { get; } = new([]);

    /// <summary>One state a server, in order of server id.</summary>
    public IReadOnlyList<Token> Seen { get; }

    /// <summary>The text form: tokens joined by commas, safe in a header and a query; empty for nothing.</summary>
    public override string ToString() => string.Join(',', Seen);

    /// <summary>Reads the text form back; empty text is <see cref="None"/>.</summary>
    /// <returns>False when <paramref name="text"/> is no read token, or one of more than <see cref="ServersMax"/> servers.</returns>
    public static bool TryParse(string? text, out ReadToken token)
    {
        token = None;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var parts = text.Split(',', ServersMax + 2);
        var seen = new SortedDictionary<ServerId, Token>();
        foreach (var part in parts)
        {
            if (!Token.TryParse(part, out var one) || !seen.TryAdd(one.Server, one))
            {
                return false;
            }
        }

        token = new ReadToken([.. seen.Values]);
        return parts.Length <= ServersMax;
    }

    /// <summary>Both, the higher state of each server; null when these are more than <see cref="ServersMax"/> servers.</summary>
    public ReadToken? With(ReadToken other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var seen = new SortedDictionary<ServerId, Token>();
        foreach (var token in Seen.Concat(other.Seen))
        {
            if (!seen.TryGetValue(token.Server, out var known) || known.Stamp < token.Stamp)
            {
                seen[token.Server] = token;
            }
        }

        return seen.Count > ServersMax ? null : new ReadToken([.. seen.Values]);
    }

    /// <summary>Without a server: one that is gone for good is unknown to nodes that came later, and would be waited for.</summary>
    public ReadToken Without(ServerId server) => new([.. Seen.Where(token => token.Server != server)]);
}
