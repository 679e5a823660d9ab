using System.Collections.Concurrent;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Transport;

/// <summary>
/// Where the other servers of a group are: those that advertise <c>tracks/{group}</c> in the directory, and those at the configured URLs, who say their names when they are
/// asked first.
/// </summary>
internal sealed class TrackPeers(string group, ServerId self, INamingReplica? directory, IEnumerable<string> configured)
{
    private readonly string _name = NameOf(group);
    private readonly Uri[] _configured = [.. configured.Select(url => new Uri(url, UriKind.Absolute))];
    private readonly ConcurrentDictionary<ServerId, Uri> _met = new();

    /// <summary>The name that each server of a group advertises.</summary>
    public static string NameOf(string group) => $"tracks/{group}";

    /// <summary>Everywhere that an advert goes; each place once.</summary>
    public IReadOnlyCollection<Uri> All() =>
        [.. Instances().Where(instance => instance.InstanceId != self.Value).Select(UrlOf).OfType<Uri>().Concat(_configured).Distinct().Take(TrackLimits.Servers)];

    public Uri? Find(ServerId server) =>
        Instances().Where(instance => instance.InstanceId == server.Value).Select(UrlOf).FirstOrDefault() ?? _met.GetValueOrDefault(server);

    /// <summary>Somebody answered at a place.</summary>
    public void Met(ServerId server, Uri at)
    {
        if (_met.Count < TrackLimits.Servers || _met.ContainsKey(server))
        {
            _met[server] = at;
        }
    }

    private InstanceSet Instances() => directory?.Resolve(_name) ?? default;

    /// <summary>TLS where both are offered.</summary>
    private static Uri? UrlOf(Instance instance) => instance.Endpoints.Where(endpoint => endpoint.Name is "http" or "https")
        .OrderByDescending(endpoint => endpoint.Name, StringComparer.Ordinal)
        .Select(endpoint => Uri.TryCreate($"{endpoint.Name}://{endpoint}", UriKind.Absolute, out var url) ? url : null)
        .FirstOrDefault();
}
