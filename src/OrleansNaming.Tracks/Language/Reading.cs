namespace OrleansNaming.Tracks.Language;

/// <summary>What reading a text came to: a value, or at least one error.</summary>
/// <param name="Value">What was read; null when there are errors.</param>
/// <param name="Errors">In the order of the text, at most <see cref="ErrorsMax"/>.</param>
internal sealed record Reading<T>(T? Value, IReadOnlyList<TrackError> Errors)
    where T : class
{
    public const int ErrorsMax = 20;
}
