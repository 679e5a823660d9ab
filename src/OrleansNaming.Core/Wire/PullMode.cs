namespace OrleansNaming.Wire;

/// <summary>What form of answer a pull wants (row B9).</summary>
internal enum PullMode : byte
{
    /// <summary>A delta when the log reaches back to it, else a snapshot.</summary>
    Auto = 0,

    /// <summary>A delta, else a snapshot all the same (Q5).</summary>
    Delta = 1,

    /// <summary>The whole list.</summary>
    Snapshot = 2,
}
