using System.Globalization;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>One call on one track and what its caller saw of it.</summary>
/// <param name="Kind">What was asked.</param>
/// <param name="Epoch">The epoch that a take saw, or that of the token.</param>
/// <param name="Holder">Who asked.</param>
/// <param name="Called">When; all times of a history are different.</param>
internal sealed record Operation(OperationKind Kind, ulong Epoch, Holder Holder, long Called)
{
    /// <summary>When the answer came; null when none did: it may have happened at any time since, or never.</summary>
    public long? Returned { get; init; }

    /// <summary>What the answer said; null where it says nothing.</summary>
    public bool? Succeeded { get; init; }

    /// <summary>What a read saw.</summary>
    public RegisterState Read { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Called}–{Returned?.ToString(CultureInfo.InvariantCulture) ?? "?"} {Holder.Server} {Kind} {(Kind == OperationKind.Read ? Read : Epoch)} {(Returned is null ? "unknown" : Succeeded)}");
}
