namespace OrleansNaming.Node;

/// <summary>Someone in this process, or a client through it, wants a change; answered by one <see cref="Completed"/> with the ticket.</summary>
internal sealed record ChangeRequested(long Ticket, Change Change) : Input;
