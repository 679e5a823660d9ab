namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>What becomes of something that is sent.</summary>
internal enum LinkFate
{
    /// <summary>It arrives after <see cref="Post.Latency"/>.</summary>
    Passes = 0,

    /// <summary>It waits for a command.</summary>
    Held,

    /// <summary>It never arrives.</summary>
    Lost,
}
