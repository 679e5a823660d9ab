namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>Something on its way: a datagram, a request, an answer, a write, or a time-out that will come.</summary>
/// <param name="Id">Counts all of the scene: of those due at one time the lower goes first.</param>
/// <param name="From">Who sent it.</param>
/// <param name="To">Who gets it; the sender itself for a write or a time-out.</param>
/// <param name="Kind">As commands name it: notice, ask, answer, write …</param>
/// <param name="Text">What it says.</param>
/// <param name="Arrive">Hands it over.</param>
internal sealed record Flight(long Id, Actor From, Actor To, string Kind, string Text, Action Arrive)
{
    public const string TimeOut = "time-out";

    public TimeSpan DueAt { get; init; }

    /// <summary>Kept back until a command delivers or drops it.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Nothing that travels; a scene at rest may have some.</summary>
    public bool IsTimer => Kind == TimeOut;
}
