namespace OrleansNaming.Replica;

/// <summary>What one place of a slot becomes.</summary>
/// <param name="Owner">The place: an owner</param>
/// <param name="InstanceId">and an instance id.</param>
/// <param name="Put">The instance, or null to clear the place.</param>
/// <param name="Version">The version that puts it there.</param>
/// <param name="KeepsNumber">The content is as before: what version put it there stays as it is, within the same epoch.</param>
internal readonly record struct SlotEdit(ServerId Owner, string InstanceId, Instance? Put, OwnerVersion Version, bool KeepsNumber)
    : IComparable<SlotEdit>
{
    /// <summary>By place; of two for one place the clearing one first, so that the put has the last word.</summary>
    public int CompareTo(SlotEdit other)
    {
        var order = SlotOrder.Compare(Owner, InstanceId, other.Owner, other.InstanceId);
        return order != 0 ? order : (Put is not null).CompareTo(other.Put is not null);
    }

    /// <summary>The binding, given what stood in its place.</summary>
    public Binding Over(Binding? before)
    {
        var keeps = KeepsNumber && before is { } old && old.Version.Life == Version.Life;
        return new Binding(keeps ? before!.Value.Version : Version, Put!);
    }
}
