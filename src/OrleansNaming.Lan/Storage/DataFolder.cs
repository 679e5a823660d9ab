namespace OrleansNaming.Lan.Storage;

/// <summary>Where state and keys stand when nothing else is configured: the user's data folder, by cluster and server (design section 8).</summary>
internal static class DataFolder
{
    /// <summary>The root: the configured one, else <c>~/.local/share/orleans-naming</c> or what the system has instead.</summary>
    /// <exception cref="NamingException">The user has no data folder, as in many containers.</exception>
    public static string Root(string? configured)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return Path.GetFullPath(configured);
        }

        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return user.Length > 0
            ? Path.Combine(user, "orleans-naming")
            : throw new NamingException(Refusal.StorageFailed, "this user has no data folder: set DataDirectory to a folder that survives a restart");
    }

    public static string OfServer(string root, string cluster, ServerId server) => Path.Combine(root, cluster, server.Value);

    public static string KeysFile(string root, string cluster) => Path.Combine(root, cluster, "keys.json");
}
