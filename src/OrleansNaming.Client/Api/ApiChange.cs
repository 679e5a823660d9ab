namespace OrleansNaming.Api;

/// <summary>One event of a watch.</summary>
/// <param name="Kind"><c>bound</c>, <c>rebound</c>, <c>unbound</c> or <c>hidden</c>.</param>
/// <param name="Instance">The instance; of one that went, as it was last.</param>
internal sealed record ApiChange(string Kind, ApiInstance Instance)
{
    public static ApiChange From(NamingChange change) => new(
        ApiWord.Of(change.Kind), ApiInstance.From(change.Instance!, new Token(change.Owner, change.Stamp), stale: false));

    /// <summary>As the client's caller sees it, or null when this build does not know such an event.</summary>
    public NamingChange? ToChange() =>
        ApiWord.TryRead<ChangeKind>(Kind, out var kind) && Token.TryParse(Instance.Stamp, out var stamp)
            ? new NamingChange(kind, Instance.Name, Instance.ToInstance(), stamp.Server, stamp.Stamp)
            : null;
}
