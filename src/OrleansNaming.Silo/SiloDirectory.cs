using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace OrleansNaming.Silo;

/// <summary>The active silos by name and by address: a view of the membership, recomputed when that changes.</summary>
internal sealed class SiloDirectory(IClusterMembershipService membership, ILocalSiloDetails local)
{
    private volatile View _view = new(null, [], [], []);

    public SiloAddress Self => local.SiloAddress;

    /// <summary>This silo's address as text.</summary>
    public string Local => local.SiloAddress.ToParsableString();

    /// <summary>Another object whenever the membership has changed.</summary>
    public object Version => membership.CurrentSnapshot;

    public IReadOnlyList<SiloMember> Others => Now().Others;

    /// <summary>The active silo of that name; of two, the one that started later: an old row stays for a while after a restart.</summary>
    public SiloMember? Find(string name) => Now().ByName.GetValueOrDefault(name);

    public SiloMember? At(IPAddress host, int port) => Now().ByEndPoint.GetValueOrDefault(new IPEndPoint(host, port));

    public bool IsLocal(SiloMember silo) => silo.Address.Equals(local.SiloAddress);

    /// <summary>
    /// The boot of a silo's start: made of its address and generation, which Orleans keeps unique, so that what the membership says of a silo says it of
    /// a boot.
    /// </summary>
    public static BootId BootOf(SiloAddress silo)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes("OrleansNaming boot of " + silo.ToParsableString()), hash);
        return new BootId(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    private View Now()
    {
        var snapshot = membership.CurrentSnapshot;
        var view = _view;
        return view.Snapshot == snapshot ? view : _view = Make(snapshot);
    }

    private View Make(ClusterMembershipSnapshot snapshot)
    {
        var active = snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active)
            .Select(member => new SiloMember(DefaultServerName.Fold(member.Name), member.SiloAddress))
            .OrderBy(silo => silo.Address.Generation).ThenBy(silo => silo.Address)
            .ToList();
        var byName = new Dictionary<string, SiloMember>(StringComparer.Ordinal);
        var byEndPoint = new Dictionary<IPEndPoint, SiloMember>();
        foreach (var silo in active)
        {
            byName[silo.Name] = silo;
            byEndPoint[silo.EndPoint] = silo;
        }

        return new View(snapshot, [.. active.Where(silo => !IsLocal(silo))], byName, byEndPoint);
    }

    private sealed record View(
        ClusterMembershipSnapshot? Snapshot, IReadOnlyList<SiloMember> Others, Dictionary<string, SiloMember> ByName, Dictionary<IPEndPoint, SiloMember> ByEndPoint);
}
