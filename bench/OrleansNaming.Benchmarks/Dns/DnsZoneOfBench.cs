using System.Text;
using OrleansNaming.Advertising;
using OrleansNaming.Gateway.Dns;
using OrleansNaming.Replica;

namespace OrleansNaming.Benchmarks.Dns;

/// <summary>1,000 names with three instances each, of three servers: as a replica, and as unbound's local data.</summary>
internal static class DnsZoneOfBench
{
    private const int Names = 1_000;
    private const int Servers = 3;
    private const int Port = 8_080;

    public static DirectoryReplica Replica()
    {
        var replica = new DirectoryReplica { IsComplete = true };
        for (var server = 0; server < Servers; server++)
        {
            Entry[] lines = [.. Enumerable.Range(0, Names).Select(i => new Instance(NameOf(i), "i", [new Endpoint("http", HostOf(server, i), Port)], null, null))];
            var list = AdvertisementFold.Advance(
                AdvertisementFold.Nothing(new ServerId($"server-{server}")), new Stamp(new Epoch(1, new BootId(1)), 1), OwnerStatus.Serving, lines, []).Next;
            replica.Apply(list, null, []);
        }

        return replica;
    }

    /// <summary>The records that our zone answers with, in the form of unbound's configuration.</summary>
    public static string LocalData()
    {
        var data = new StringBuilder("    local-zone: \"naming.\" static\n");
        for (var i = 0; i < Names; i++)
        {
            for (var server = 0; server < Servers; server++)
            {
                var target = $"{HostOf(server, i).Replace('.', '-')}-{Port}.{DnsZone.Addresses}.naming.";
                data.Append($"    local-data: \"{NameOf(i)}.service.naming. 1 IN A {HostOf(server, i)}\"\n    local-data: \"{NameOf(i)}.service.naming. 1 IN SRV 0 256 {Port} {target}\"\n");
            }
        }

        return data.ToString();
    }

    public static IEnumerable<string> Questions(DnsType type) => Enumerable.Range(0, Names).Select(i => $"{NameOf(i)}.service.naming {(type == DnsType.A ? "A" : "SRV")}");

    /// <summary>The same as dnsperf sends them.</summary>
    public static IEnumerable<byte[]> Messages(DnsType type) => Enumerable.Range(0, Names).Select(i => (byte[])
        [1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, .. DnsZone.ToWire($"{NameOf(i)}.service.naming")!, 0, (byte)type, 0, 1, 0, 0, 41, 16, 0, 0, 0, 0, 0, 0, 0]);

    private static string NameOf(int i) => $"service-{i:d4}";

    private static string HostOf(int server, int i) => $"10.{server}.{i / 256}.{i % 256}";
}
