namespace OrleansNaming.InProcess;

/// <summary>What a replica can say of a write that a token stands for.</summary>
internal enum TokenVerdict
{
    /// <summary>What is shown contains it.</summary>
    Contained,

    /// <summary>Not yet: the owner is unknown, hidden, or behind.</summary>
    NotYet,

    /// <summary>Never: a later life of the owner began without it.</summary>
    Lost,
}
