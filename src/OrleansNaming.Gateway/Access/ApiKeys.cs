using System.Security.Cryptography;
using System.Text;

namespace OrleansNaming.Gateway.Access;

/// <summary>The keys of the API with their names and roles. Hashed once: the keys themselves are not kept, and all comparisons are of one length.</summary>
internal sealed class ApiKeys
{
    private IReadOnlyList<Right> _granted = [];
    private ApiKeyLine[] _lines;

    public ApiKeys(NamingApiOptions options)
    {
        Configured = _lines =
        [
            .. Listed(nameof(options.AdminKeys), options.AdminKeys, NamingRole.Administrator),
            .. Listed(nameof(options.ReadKeys), options.ReadKeys, NamingRole.Viewer),
            .. options.Keys.Select(key => new ApiKeyLine(key.Name, key.Role, HashOf(key.Key))),
        ];
        HasAdministrator = options.HasAdministrator;
    }

    /// <summary>Those of the options.</summary>
    public IReadOnlyList<ApiKeyLine> Configured { get; }

    /// <summary>Those that were granted since.</summary>
    public IReadOnlyList<Right> Granted
    {
        get => Volatile.Read(ref _granted);
        set
        {
            Volatile.Write(ref _granted, value);
            Volatile.Write(ref _lines, [.. Configured, .. value.Select(right => new ApiKeyLine(right.Name, right.Role, Convert.FromBase64String(right.Hash)))]);
        }
    }

    /// <summary>Whether any configured key may do everything: while there is none, nobody needs one on this machine.</summary>
    public bool HasAdministrator { get; }

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whose key it is; null when it is nobody's. All are always looked at: how long it takes says nothing about which was nearly right.</summary>
    public ApiKeyLine? Find(string key)
    {
        var hash = HashOf(key);
        ApiKeyLine? found = null;
        foreach (var line in Volatile.Read(ref _lines))
        {
            found = CryptographicOperations.FixedTimeEquals(line.Hash, hash) ? line : found;
        }

        return found;
    }

    private static IEnumerable<ApiKeyLine> Listed(string option, IEnumerable<string> keys, NamingRole role) =>
        keys.Select((key, place) => new ApiKeyLine($"{option}:{place}", role, HashOf(key)));
}
