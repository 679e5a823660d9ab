namespace OrleansNaming.Replica;

/// <summary>How the showing of one owner's lines changes.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Stamp">The version that is told with the changes.</param>
/// <param name="OwnBefore">Whether its own services and contexts were shown.</param>
/// <param name="OwnAfter">Whether they are from now on.</param>
/// <param name="GuestsBefore">Whether its guests were shown.</param>
/// <param name="GuestsAfter">Whether they are from now on.</param>
/// <param name="Gone">What a line that is shown no more is told as.</param>
internal readonly record struct Reveal(
    OwnerView Owner, Stamp Stamp, bool OwnBefore, bool OwnAfter, bool GuestsBefore, bool GuestsAfter, ChangeKind Gone);
