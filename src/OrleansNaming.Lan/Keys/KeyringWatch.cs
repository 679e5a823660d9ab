using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Keys;

/// <summary>
/// Takes a changed keyring file up without a restart. The file's time and length are looked at every half second: a file watcher
/// misses the renames that Kubernetes makes when it mounts a new secret, and "refused within 1 s" (key rotation) needs no less.
/// </summary>
internal sealed class KeyringWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly string _path;
    private readonly Action<Keyring> _changed;
    private readonly Action<string> _failed;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private (DateTime Written, long Length) _seen;

    /// <summary>What the last look failed with; null when it did not.</summary>
    private string? _told;

    /// <param name="path">The keyring file.</param>
    /// <param name="changed">Gets the new ring.</param>
    /// <param name="failed">Gets why a changed file can't be used; the ring stays as it was.</param>
    /// <param name="time">Drives the looking.</param>
    public KeyringWatch(string path, Action<Keyring> changed, Action<string> failed, TimeProvider time)
    {
        _path = path;
        _changed = changed;
        _failed = failed;
        _seen = Look();
        _timer = time.CreateTimer(static watch => ((KeyringWatch)watch!).Check(), this, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        lock (_gate)
        {
            try
            {
                Take();
                _told = null;
            }
            catch (Exception e) when (e is not OutOfMemoryException) // on a timer's thread it would end the process
            {
                Tell(e is NamingException ? e.Message : $"cannot take up the keys in {_path}: {e.Message}");
            }
        }
    }

    private void Take()
    {
        var now = Look();
        if (now != _seen)
        {
            _seen = now;
            _changed(KeyringFile.Load(_path).ToKeyring());
        }
    }

    /// <summary>Once, not twice a second for as long as it lasts.</summary>
    private void Tell(string why)
    {
        if (why != _told)
        {
            _failed(_told = why);
        }
    }

    private (DateTime Written, long Length) Look()
    {
        // Resolves the links of a mounted secret; a missing file has length -1.
        var file = new FileInfo(_path);
        var target = file.Exists ? file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file : file;
        return (target.LastWriteTimeUtc, target.Exists ? target.Length : -1);
    }
}
