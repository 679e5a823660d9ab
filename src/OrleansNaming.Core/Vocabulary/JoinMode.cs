namespace OrleansNaming;

/// <summary>How a joining node learns the directory.</summary>
public enum JoinMode
{
    /// <summary>Each owner is asked; above 16 owners one peer's dump comes first.</summary>
    Auto = 0,

    /// <summary>Each owner is asked (row B8).</summary>
    EachOwner,

    /// <summary>One peer's dump first (row B8b).</summary>
    Dump,
}
