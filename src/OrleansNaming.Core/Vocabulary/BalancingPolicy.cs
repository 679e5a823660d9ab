namespace OrleansNaming;

/// <summary>How one of the instances that answer is chosen. Weights count in all but <see cref="First"/>; weight 0 is never chosen.</summary>
public enum BalancingPolicy
{
    /// <summary>In turn, spread by weight; the default.</summary>
    RoundRobin = 0,

    /// <summary>Two at random, and of them the one with fewer calls of this process under way for its weight.</summary>
    TwoChoices,

    /// <summary>By a key: the same key comes to the same instance from every process; who comes or goes moves only its own share. Without a key, in turn.</summary>
    Consistent,

    /// <summary>Always the first, in order of server and instance id, as long as it is there: a primary with stand-bys.</summary>
    First,
}
