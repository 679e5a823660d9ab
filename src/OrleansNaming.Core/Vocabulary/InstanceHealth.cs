namespace OrleansNaming;

/// <summary>How an instance is, by the word of whoever advertises it: a field of its line, so that a change of it is a version.</summary>
public enum InstanceHealth
{
    /// <summary>It may be used; the default, and what who says nothing is.</summary>
    Healthy = 0,

    /// <summary>Something is wrong and it still serves: answered like a healthy one, and told.</summary>
    Warning = 1,

    /// <summary>It should get no work: left out of an answer as long as others are left (docs/decisions/0012).</summary>
    Unhealthy = 2,
}
