namespace OrleansNaming.Wire;

/// <summary>One node asks another to act for a guest (rule 14).</summary>
/// <param name="Action">Renew a lease at its holder, or take a guest over from a node that stops.</param>
/// <param name="Name">The guest's name.</param>
/// <param name="InstanceId">The guest's id.</param>
/// <param name="Revision">The revision that the asker knows; reserved: its holder does not look at it.</param>
/// <param name="Record">With a hand-over: the record itself.</param>
internal sealed record GuestRequest(GuestAction Action, string Name, string InstanceId, ulong Revision, Entry? Record) : Message
{
    /// <summary>Which check a word is of; empty but for <see cref="GuestAction.Tell"/>.</summary>
    public string Check { get; init; } = "";

    /// <summary>The word.</summary>
    public InstanceHealth Health { get; init; }

    /// <summary>Why, for people.</summary>
    public string Output { get; init; } = "";
}
