namespace OrleansNaming.Node;

/// <summary>A version on its way to the disk.</summary>
/// <param name="Id">The write's.</param>
/// <param name="Next">The list that it makes.</param>
/// <param name="Delta">What it changes.</param>
/// <param name="DeltaBytes">How many bytes that takes, encoded; not counted where it opens an incarnation, whose full list is no step of the log.</param>
/// <param name="Tickets">Who waits for it, and for what.</param>
/// <param name="Opens">Whether it opens an incarnation.</param>
internal sealed record Write(long Id, Advertisement Next, Delta Delta, int DeltaBytes, IReadOnlyList<(long Ticket, Change Change)> Tickets, bool Opens);
