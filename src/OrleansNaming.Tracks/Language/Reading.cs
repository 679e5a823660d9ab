namespace OrleansNaming.Tracks.Language;

/// <summary>What reading a text came to: a value, or at least one error.</summary>
/// <param name="Value">What was read; null when there are errors.</param>
/// <param name="Errors">In the order of the text, at most <see cref="ErrorsMax"/>.</param>
/// <param name="Text">The text that a drawing amounts to, in which the errors stand; null when they stand in what was read.</param>
internal sealed record Reading<T>(T? Value, IReadOnlyList<TrackError> Errors, string? Text = null)
    where T : class
{
    public const int ErrorsMax = 20;
}
