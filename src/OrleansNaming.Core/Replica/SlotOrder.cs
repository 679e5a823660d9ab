namespace OrleansNaming.Replica;

/// <summary>The order within a slot: by owner, then instance id. So every node answers in the same order.</summary>
internal static class SlotOrder
{
    public static int Compare(ServerId leftOwner, string leftId, ServerId rightOwner, string rightId)
    {
        var order = leftOwner.CompareTo(rightOwner);
        return order != 0 ? order : string.CompareOrdinal(leftId, rightId);
    }

    /// <summary>The order of a binding against an edit's place.</summary>
    public static int Compare(Binding binding, SlotEdit edit) =>
        Compare(binding.Version.Owner.Server, binding.Instance.InstanceId, edit.Owner, edit.InstanceId);
}
