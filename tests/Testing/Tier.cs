namespace OrleansNaming.Testing;

/// <summary>How much a run of the tests may cost.</summary>
public enum Tier
{
    /// <summary><c>./test</c>, at most 10 minutes on 2 cores; no test over 60 s.</summary>
    Quick,

    /// <summary><c>./test --gate</c>, at most 60 minutes: before an issue is called resolved.</summary>
    Gate,

    /// <summary><c>./test --long</c>: the rest.</summary>
    Long,
}
