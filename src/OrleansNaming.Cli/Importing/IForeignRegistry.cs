namespace OrleansNaming.Cli.Importing;

/// <summary>Another registry, which is read and never written.</summary>
internal interface IForeignRegistry
{
    /// <summary>Keeps what it holds in <paramref name="found"/>, until it is cancelled. What cannot be read is told there and tried again: nothing goes because nothing was answered.</summary>
    Task FollowAsync(ForeignDirectory found, CancellationToken ends);
}
