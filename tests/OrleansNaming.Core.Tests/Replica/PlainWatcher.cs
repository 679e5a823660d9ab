namespace OrleansNaming.Core.Tests.Replica;

/// <summary>
/// What somebody knows who was told only the changes: a service is one per owner, name and id, a guest one per name and id. It insists
/// that each change fits what it knew.
/// </summary>
internal sealed class PlainWatcher
{
    private readonly SortedDictionary<string, string> _known = new(StringComparer.Ordinal);

    public IEnumerable<string> Known => _known.Values;

    public void Hear(NamingChange change)
    {
        var instance = change.Instance!;
        var key = instance.IsGuest ? $"guest {instance}" : $"{change.Owner} {instance}";
        if (change.Kind is ChangeKind.Unbound or ChangeKind.Hidden)
        {
            Assert.True(_known.Remove(key), $"{change.Kind} of '{key}', which was not bound");
            return;
        }

        Assert.True(_known.ContainsKey(key) == (change.Kind == ChangeKind.Rebound), $"{change.Kind} of '{key}'");
        var told = Line(change.Owner.Value, instance);
        Assert.True(_known.GetValueOrDefault(key) != told || instance.IsGuest, $"'{told}' was told twice");
        _known[key] = told;
    }

    public static string Line(string server, Instance instance) => $"{server} {instance} {string.Join(' ', instance.Endpoints)} {instance.IsGuest}";
}
