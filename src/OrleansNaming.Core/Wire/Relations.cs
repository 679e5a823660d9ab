using System.Collections.Frozen;

namespace OrleansNaming.Wire;

/// <summary>
/// Directed synchronisation relationships (row E36): an owner that is listed is heard by its targets alone, whoever asks whom; all others by everyone. The same on every server, since
/// those who hold a list pass it on. It says who gets what, among servers that keep to it, and is no protection against one that has the cluster's key and does not. Thread-safe; may be
/// replaced while nodes run: who may hear no more hears nothing further, and keeps what it had until it learns that the owner has left, or starts anew.
/// </summary>
internal sealed class Relations : IAudience
{
    /// <summary>Owners, and targets of one: what is listed beyond is an error of whoever configures it.</summary>
    public const int Max = 1_000;

    private FrozenDictionary<ServerId, FrozenSet<ServerId>> _targets = FrozenDictionary<ServerId, FrozenSet<ServerId>>.Empty;

    /// <summary>Says who may hear of each owner that is listed.</summary>
    public void Replace(IEnumerable<KeyValuePair<ServerId, IReadOnlyCollection<ServerId>>> targets) =>
        Volatile.Write(ref _targets, targets.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet()));

    public bool MayHear(ServerId reader, ServerId owner) =>
        reader == owner || !Volatile.Read(ref _targets).TryGetValue(owner, out var targets) || targets.Contains(reader);

    public bool IsNarrowed(ServerId owner) => Volatile.Read(ref _targets).ContainsKey(owner);
}
