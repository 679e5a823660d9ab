namespace OrleansNaming.Replica;

/// <summary>One line of an owner's list, before and after; at least one of them is there.</summary>
internal readonly record struct LineChange(Entry? Old, Entry? New)
{
    public string Name => (New ?? Old)!.Name;

    public string InstanceId => (New ?? Old)!.InstanceId;
}
