namespace OrleansNaming.Replica;

/// <summary>
/// Which of a name's live bindings are served: all of a pool, else the one with the lowest (epoch, server id), instance id last. A pure function
/// of the bindings that are shown, so every node that shows the same has the same winner, in whatever order they came (S9). The stricter
/// policy holds for the whole name.
/// </summary>
internal static class ConflictRule
{
    /// <param name="live">All shown bindings of one name, in slot order. A created context competes with nothing: it is only a place.</param>
    public static Binding[] Served(Binding[] live)
    {
        if (Strictest(live) == BindingPolicy.Pool)
        {
            return live;
        }

        var winner = default(Binding);
        foreach (var binding in live)
        {
            if (!IsContext(binding) && (winner.Instance is null || IsBefore(binding, winner)))
            {
                winner = binding;
            }
        }

        return Array.FindAll(live, binding => binding == winner || IsContext(binding));
    }

    private static bool IsContext(in Binding binding) => binding.Instance.Reference?.Kind == ReferenceKind.Context;

    public static ulong EpochOf(Instance instance) => instance.Terms?.Epoch ?? 0;

    private static BindingPolicy Strictest(Binding[] live)
    {
        var strictest = BindingPolicy.Pool;
        foreach (var binding in live)
        {
            strictest = binding.Instance.Policy > strictest ? binding.Instance.Policy : strictest;
        }

        return strictest;
    }

    private static bool IsBefore(in Binding left, in Binding right)
    {
        var order = EpochOf(left.Instance).CompareTo(EpochOf(right.Instance));
        order = order != 0 ? order : left.Version.Owner.Server.CompareTo(right.Version.Owner.Server);
        order = order != 0 ? order : string.CompareOrdinal(left.Instance.InstanceId, right.Instance.InstanceId);
        return order < 0;
    }
}
