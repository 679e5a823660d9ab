namespace OrleansNaming.Tracks.Definitions;

/// <summary>Where a record goes after a step.</summary>
/// <param name="Flow">Which way.</param>
/// <param name="Step">The step to go to; null unless <see cref="Flow.GoTo"/>.</param>
/// <param name="Wait">For how long it rests before; zero for not at all, never zero with <see cref="Flow.Again"/>.</param>
internal sealed record Continuation(Flow Flow, string? Step, TimeSpan Wait)
{
    public static Continuation Next { get; } = new(Flow.Next, null, TimeSpan.Zero);

    public static Continuation Stop { get; } = new(Flow.Stop, null, TimeSpan.Zero);
}
