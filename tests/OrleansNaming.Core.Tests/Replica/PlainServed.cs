namespace OrleansNaming.Core.Tests.Replica;

/// <summary>What somebody thinks is served of a name who was told only the changes, and believes each.</summary>
internal sealed class PlainServed
{
    private readonly SortedDictionary<string, string> _served = new(StringComparer.Ordinal);

    public string Seen => string.Join(' ', _served.Values);

    public void Hear(NamingChange change)
    {
        var key = $"{change.Owner}/{change.Instance!.InstanceId}";
        if (change.Kind is ChangeKind.Bound or ChangeKind.Rebound)
        {
            Assert.Equal(change.Kind == ChangeKind.Rebound, _served.ContainsKey(key));
            _served[key] = $"{key}:{change.Instance.Endpoint("http").Port}";
        }
        else
        {
            _served.Remove(key);
        }
    }
}
