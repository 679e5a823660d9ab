using System.Security.Cryptography;
using System.Text;

namespace OrleansNaming.Gateway.Access;

/// <summary>The keys of the API with their names and roles. Hashed once: the keys themselves are not kept, and all comparisons are of one length.</summary>
internal sealed class ApiKeys
{
    private readonly ApiKeyLine[] _configured;

    public ApiKeys(NamingApiOptions options) => _configured =
    [
        .. Listed(nameof(options.AdminKeys), options.AdminKeys, NamingRole.Administrator),
        .. Listed(nameof(options.ReadKeys), options.ReadKeys, NamingRole.Viewer),
        .. options.Keys.Select(key => new ApiKeyLine(key.Name, key.Role, HashOf(key.Key))),
    ];

    /// <summary>Whether there is any key that may do everything: while there is none, nobody needs one on this machine.</summary>
    public bool HasAdministrator => _configured.Any(key => key.Role == NamingRole.Administrator);

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whose key it is; null when it is nobody's. All are always looked at: how long it takes says nothing about which was nearly right.</summary>
    public ApiKeyLine? Find(string key)
    {
        var hash = HashOf(key);
        ApiKeyLine? found = null;
        foreach (var line in _configured)
        {
            found = CryptographicOperations.FixedTimeEquals(line.Hash, hash) ? line : found;
        }

        return found;
    }

    private static IEnumerable<ApiKeyLine> Listed(string option, IEnumerable<string> keys, NamingRole role) =>
        keys.Select((key, place) => new ApiKeyLine($"{option}:{place}", role, HashOf(key)));
}
