using System.Security.Cryptography;
using System.Text.Json;
using OrleansNaming.Storage;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Keys;

/// <summary>
/// The cluster's keys as a JSON file of mode 0600, the same on every server:
/// <c>{"lastId": 2, "keys": [{"id": 2, "state": "Primary", "secret": "base64"}, …]}</c>.
/// <para>
/// Rotation without a gap (memberlist's keyring): <see cref="Add"/> on every server, then <see cref="Use"/> on every server, then
/// <see cref="Remove"/> the old one. Running nodes take a changed file up by themselves. Each operation returns a new ring; <see cref="Save"/> writes it.
/// </para>
/// </summary>
internal sealed class KeyringFile
{
    /// <summary>Keys of one ring; each is tried by id, so this bounds the file, not the work.</summary>
    public const int KeysMax = 16;

    private const long BytesMax = 64 << 10;
    private readonly uint _lastId;

    private KeyringFile(IReadOnlyList<StoredKey> keys, uint lastId)
    {
        Keys = keys;
        _lastId = lastId;
    }

    /// <summary>The keys; the primary first.</summary>
    public IReadOnlyList<StoredKey> Keys { get; }

    /// <summary>A ring of one random key of 256 bits.</summary>
    public static KeyringFile Create() => new([new StoredKey(1, KeyState.Primary, NewSecret())], 1);

    /// <exception cref="NamingException">It is missing, readable by others, or no keyring; the message says what to do, and shows no secret.</exception>
    public static KeyringFile Load(string path)
    {
        try
        {
            CheckMode(path);
            return Parse(path, ReadBounded(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"cannot read the keys in {path}: {e.Message}");
        }
    }

    public void Save(string path)
    {
        var lines = Keys.Select(key => new KeyringDocument.Line(key.Id, key.State, key.Secret)).ToList();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new KeyringDocument(_lastId, lines), KeyringJson.Default.KeyringDocument);
        PrivateFile.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        PrivateFile.Replace(path, bytes);
    }

    /// <summary>With one more key, which only opens until it is used.</summary>
    /// <param name="secret">Another server's; null makes a random one of 256 bits.</param>
    public KeyringFile Add(byte[]? secret = null) =>
        Keys.Count < KeysMax
            ? Checked([.. Keys, new StoredKey(_lastId + 1, KeyState.Accepted, secret ?? NewSecret())], _lastId + 1)
            : throw Refused($"the ring has {KeysMax} keys: remove one that is no longer used");

    /// <summary>With that key as the one that seals.</summary>
    public KeyringFile Use(uint id) =>
        Checked([.. Keys.Select(key => key with { State = key.Id == Known(id) ? KeyState.Primary : KeyState.Accepted })], _lastId);

    /// <summary>Without that key: what it sealed is refused from then on.</summary>
    public KeyringFile Remove(uint id) =>
        Keys[0].Id != Known(id)
            ? Checked([.. Keys.Where(key => key.Id != id)], _lastId)
            : throw Refused($"key {id} is the primary: use another one first");

    public Keyring ToKeyring() => new([.. Keys.Select(key => (key.Id, key.Secret))]);

    private static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    private static KeyringFile Parse(string path, byte[] bytes)
    {
        try
        {
            var document = JsonSerializer.Deserialize(bytes, KeyringJson.Default.KeyringDocument) ?? throw new JsonException("it is null");
            if (document.Keys.Any(static line => line is null))
            {
                throw Refused("one of the keys is null");
            }

            return Checked([.. document.Keys.Select(line => new StoredKey(line.Id, line.State, line.Secret))], document.LastId);
        }
        catch (JsonException e)
        {
            // The exception's own text may quote the file.
            throw Refused($"{path} is no keyring: the JSON is wrong at line {e.LineNumber + 1 ?? 1}. Restore it from another server");
        }
        catch (NamingException e)
        {
            throw Refused($"{path}: {e.Message}");
        }
    }

    private static KeyringFile Checked(IReadOnlyList<StoredKey> keys, uint lastId) =>
        keys.Count is 0 or > KeysMax ? throw Refused($"a keyring has 1 to {KeysMax} keys")
        : keys.Any(key => key.Id == 0 || key.Id > lastId) ? throw Refused("a key's id is not between 1 and lastId")
        : keys.DistinctBy(key => key.Id).Count() != keys.Count ? throw Refused("two keys have one id")
        : keys.Count(key => key.State == KeyState.Primary) != 1 ? throw Refused("a keyring has exactly one primary key")
        : keys.Any(key => key.Secret.Length < StoredKey.SecretBytesMin) ? throw Refused($"a secret has fewer than {StoredKey.SecretBytesMin} bytes")
        : new KeyringFile([.. keys.OrderByDescending(key => key.State).ThenBy(key => key.Id)], lastId);

    private uint Known(uint id) =>
        Keys.Any(key => key.Id == id) ? id : throw new NamingException(Refusal.NotFound, $"the ring has no key {id}");

    private static void CheckMode(string path)
    {
        const UnixFileMode TooOpen =
            UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & TooOpen) != 0)
        {
            throw Refused($"the keys in {path} may be read or changed by others: chmod 600 {path}");
        }
    }

    private static byte[] ReadBounded(string path) =>
        new FileInfo(path).Length <= BytesMax ? File.ReadAllBytes(path) : throw Refused($"{path} is above {BytesMax} bytes: it is no keyring");

    private static NamingException Refused(string message) => new(Refusal.Invalid, message);
}
