namespace OrleansNaming.Tracks.Stores;

/// <summary>When a record that failed is tried again. Read once.</summary>
public sealed class WorkOptions
{
    /// <summary>After so many failures a record is a dead letter (Q17). Default 5, at least 1.</summary>
    public int AttemptsMax { get; init; } = 5;

    /// <summary>The wait after the first failure; each further one doubles it. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait. Default 5 min.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary><c>min(RetryDelayMax, RetryDelay × 2^(failures − 1))</c>.</summary>
    internal TimeSpan DelayAfter(int failures)
    {
        var ms = RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 60));
        return ms < RetryDelayMax.TotalMilliseconds ? TimeSpan.FromMilliseconds(ms) : RetryDelayMax;
    }
}
