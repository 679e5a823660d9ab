namespace OrleansNaming;

/// <summary>
/// What a write returns: show it to a later read as <c>AtLeast</c>, and that read answers with a state that contains the
/// write, or says that it can't yet (design rule 17). Opaque: its text form may change.
/// </summary>
/// <param name="Server">The owner that committed the write.</param>
/// <param name="Stamp">The version that contains it.</param>
public readonly record struct Token(ServerId Server, Stamp Stamp)
{
    /// <summary>The text form: <c>server:boot:incarnation:version</c>, safe in a header and a query.</summary>
    public override string ToString() =>
        Server.Value is null ? "none" : $"{Server}:{Stamp.Epoch.Boot}:{Stamp.Incarnation}:{Stamp.Version}";

    /// <summary>Reads the text form back.</summary>
    /// <returns>False when <paramref name="text"/> is no token.</returns>
    public static bool TryParse(string? text, out Token token)
    {
        token = default;
        var parts = (text ?? "").Split(':');
        if (parts.Length != 4 || !ServerId.TryCreate(parts[0], out var server)
            || !UInt128.TryParse(parts[1], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var boot)
            || !ulong.TryParse(parts[2], out var incarnation) || !ulong.TryParse(parts[3], out var version))
        {
            return false;
        }

        token = new Token(server, new Stamp(new Epoch(incarnation, new BootId(boot)), version));
        return true;
    }
}
