namespace OrleansNaming.Resolution;

/// <summary>What a replica can say of a state that a read demands.</summary>
internal enum ReadVerdict
{
    /// <summary>What is shown contains it.</summary>
    Contained,

    /// <summary>Not yet: the owner is unknown, hidden, or behind.</summary>
    NotYet,

    /// <summary>Never: a later life of the owner began without it.</summary>
    Lost,
}
