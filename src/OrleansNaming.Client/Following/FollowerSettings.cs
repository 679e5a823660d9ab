namespace OrleansNaming.Following;

/// <summary>What a follower needs of its package's options.</summary>
/// <param name="KeepReplica">Whether the directory is kept in this process at all.</param>
/// <param name="StateFolder">Where the last known good is kept: null for the default folder, empty for nowhere.</param>
internal sealed record FollowerSettings(bool KeepReplica, string? StateFolder)
{
    /// <summary>The folder, or null when nothing is kept.</summary>
    public string? Folder => StateFolder switch
    {
        null => Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orleans-naming", "followers"),
        "" => null,
        _ => StateFolder,
    };
}
