namespace OrleansNaming.Tracks.Ownership;

/// <summary>One start of a server's process: what may hold a track. A restarted server is another holder.</summary>
/// <param name="Server">The server.</param>
/// <param name="Boot">128 random bits of this start.</param>
public readonly record struct Holder(ServerId Server, BootId Boot)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Server}/{Boot}";
}
