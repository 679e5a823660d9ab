namespace OrleansNaming.Node;

/// <summary>Says in words whether a server is silent or this node is cut off (rule 11): two states that look alike from here, and are answered differently.</summary>
internal static class SilenceWords
{
    /// <summary>The node as a whole.</summary>
    public static string Of(NodeStatus status)
    {
        var others = status.Owners.Where(owner => owner.Server != status.Server && owner.State is not OwnerState.Left).ToList();
        var silent = others.Where(owner => owner.State is OwnerState.Suspect or OwnerState.Hidden).Select(owner => $"'{owner.Server}'").ToList();
        return status.IsIsolated
            ? $"I am cut off: none of {others.Count} other servers was heard for {Timing.Silence(status.Interval).TotalSeconds:0.#} s. Everything is kept, marked stale, and nobody is hidden for it; look at this host's network"
            : silent.Count == 0 ? others.Count == 0 ? "no other server is known" : "every other server is heard"
            : silent.Count == 1 && others.Count == 1 ? $"{silent[0]} is silent; with one other server this node cannot tell whether it is cut off itself"
            : $"silent: {string.Join(", ", silent)}. Others are heard, so it is they and not this node: look at their hosts";
    }

    /// <summary>One server.</summary>
    public static string Of(NodeStatus status, OwnerStatusLine owner)
    {
        var silence = $"silent for {owner.Silence.TotalSeconds:0.0} s";
        return owner.Server == status.Server ? "this server itself"
            : owner.State == OwnerState.Left ? "it said goodbye"
            : owner.State == OwnerState.Hidden ? $"{silence}: its services are not resolved; its guests stay until adopted, or 30 s after it was heard"
            : status.IsIsolated ? $"{silence}, and so are all: this node is cut off, and keeps what it has of it, marked stale"
            : owner.State == OwnerState.Suspect ? $"{silence}: asked directly and through others; served until it was silent for {Timing.Silence(owner.Interval).TotalSeconds:0.#} s and three rounds of questions failed"
            : owner.State == OwnerState.Unheard ? "only heard of"
            : "heard";
    }
}
