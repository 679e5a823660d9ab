namespace OrleansNaming.Tracks.Stores;

/// <summary>The tables of the audit and of what administrators set, in the words that both databases share.</summary>
internal static class AdministrationSchema
{
    /// <param name="key">A column of 64 bits that counts by itself.</param>
    /// <param name="text">The type of names, compared by their bytes.</param>
    /// <param name="number">The type of 64-bit numbers.</param>
    public static string Audit(string key, string text, string number) => $"""
        create table track_audit (
          id {key},
          group_name {text} not null,
          at_ms {number} not null,
          server text not null,
          who text not null,
          role text not null,
          what text not null,
          target text not null,
          origin text not null,
          outcome text not null,
          status integer not null,
          times integer not null
        );
        create index track_audit_newest on track_audit (group_name, id);
        """;

    /// <param name="text">The type of names, compared by their bytes.</param>
    public static string Access(string text) => $"""
        create table track_access (
          group_name {text} not null,
          kind {text} not null,
          name {text} not null,
          value text not null,
          primary key (group_name, kind, name)
        );
        """;
}
