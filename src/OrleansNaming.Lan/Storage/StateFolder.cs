using OrleansNaming.Storage;

namespace OrleansNaming.Lan.Storage;

/// <summary>
/// One server's folder, <c>…/orleans-naming/&lt;cluster&gt;/&lt;server&gt;/</c>, held by one process at a time. The system drops the lock when the
/// process dies, however it dies; so no stale lock ever needs removing.
/// </summary>
internal sealed class StateFolder : IDisposable
{
    private readonly FileStream _lock;

    private StateFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>Creates the folder if need be, and takes it.</summary>
    /// <exception cref="NamingException">It can't be written, or another process holds it; the message names the folder and that process.</exception>
    public static StateFolder Take(string path)
    {
        try
        {
            PrivateFile.CreateFolder(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }

        return new StateFolder(path, Lock(path));
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        var file = System.IO.Path.Combine(path, "lock");
        try
        {
            // FileShare.None is flock(LOCK_EX) on Unix and a share mode on Windows.
            var held = PrivateFile.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            SayWho(path);
            return held;
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unusable(path, e);
        }
        catch (IOException e)
        {
            throw Held(path, file, e);
        }
    }

    // Beside the lock, since a locked file can't be read on Windows.
    private static void SayWho(string path) =>
        File.WriteAllText(System.IO.Path.Combine(path, "pid"), FormattableString.Invariant($"{Environment.ProcessId}\n"));

    private static NamingException Held(string path, string file, IOException cause)
    {
        var pid = System.IO.Path.Combine(path, "pid");
        var holder = File.Exists(pid) ? $"process {File.ReadAllText(pid).Trim()}" : "another process";
        return new NamingException(
            Refusal.StorageFailed,
            $"{holder} holds {file}: two processes can't be one server. Stop it, or give this one another Server or DataDirectory. ({cause.Message})");
    }

    private static NamingException Unusable(string path, Exception cause) =>
        new(Refusal.StorageFailed, $"cannot write to {path}: {cause.Message}. Make it writable for this user, or set DataDirectory to a folder that is.");
}
