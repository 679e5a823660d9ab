using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>The one compare-and-set register that a track is said to be.</summary>
internal readonly record struct RegisterState(ulong Epoch, Holder? Holder, long Beat)
{
    /// <summary>What the operation makes of it. False when it could not have answered so here.</summary>
    public bool TryApply(Operation operation, out RegisterState next)
    {
        next = this;
        return operation.Kind switch
        {
            OperationKind.Read => operation.Read == this,
            OperationKind.Take => TryAnswer(operation, Epoch == operation.Epoch, new RegisterState(operation.Epoch + 1, operation.Holder, 0), ref next),
            OperationKind.Beat => TryAnswer(operation, IsOf(operation), this with { Beat = Beat + 1 }, ref next),
            OperationKind.Release => TryAnswer(operation, IsOf(operation), this with { Holder = null }, ref next),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
    }

    private bool IsOf(Operation operation) => Epoch == operation.Epoch && Holder == operation.Holder;

    /// <summary>An operation that says nothing about its success (a release, or one without an answer) may have had either.</summary>
    private static bool TryAnswer(Operation operation, bool succeeds, RegisterState after, ref RegisterState next)
    {
        next = succeeds ? after : next;
        return operation.Succeeded is not { } said || said == succeeds;
    }
}
