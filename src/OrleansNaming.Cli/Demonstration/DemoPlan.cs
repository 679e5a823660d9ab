using System.Globalization;

namespace OrleansNaming.Cli.Demonstration;

/// <summary>How the demonstration's servers are started.</summary>
internal sealed record DemoPlan(DemoEngine Engine, string Cluster, string Folder, string Key)
{
    /// <summary>The port of the LAN engine's multicast.</summary>
    public int MulticastPort { get; } = FreePort.Udp();

    /// <summary>The LAN engine's cluster key.</summary>
    public string KeysFile => Path.Combine(Folder, "keys.json");

    /// <summary>The first silo keeps the membership of silos on one machine: it is the one that is never killed first.</summary>
    private int PrimaryPort { get; } = FreePort.TcpOr(11_111);

    public string Program => Engine.SiloHost ?? typeof(DemoPlan).Assembly.Location;

    public IReadOnlyList<string> Arguments(string name, int index, string api) => Engine.SiloHost is null
        ?
        [
            "server", "--name", name, "--cluster", Cluster, "--api", api, "--address", "127.0.0.1", "--multicast-port", $"{MulticastPort}",
            "--data", Folder, "--keys", KeysFile, "--interval", $"{Demo.Interval.TotalSeconds}", "--demo",
        ]
        :
        [
            "--Naming:Server", name, "--Naming:Cluster", Cluster, "--urls", api, "--Naming:Silo:Interval", Demo.Interval.ToString("c", CultureInfo.InvariantCulture),
            "--Naming:Host:SiloPort", $"{(index == 0 ? PrimaryPort : FreePort.TcpOr(11_111 + index))}",
            "--Naming:Host:GatewayPort", $"{FreePort.TcpOr(30_000 + index)}",
            .. (string[])(index == 0 ? [] : ["--Naming:Host:PrimaryPort", $"{PrimaryPort}"]),
        ];

    public void SetEnvironment(IDictionary<string, string?> environment) => environment[Engine.SiloHost is null ? "NAMING_KEY" : "Naming__Api__AdminKeys__0"] = Key;

    /// <summary>For people, before anything is started.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"engine {Engine.Name}, {Engine.Reason}";
        yield return Engine.SiloHost is null
            ? $"cluster {Cluster}   loopback multicast 239.192.76.1:{MulticastPort}   keys {KeysFile} (new, mode 0600, gone at the end)"
            : $"cluster {Cluster}   three silos on this machine, which meet at 127.0.0.1:{PrimaryPort}   lists in their memory, gone at the end";
        yield return Engine.SiloHost is null
            ? $"T {Demo.Interval.TotalMilliseconds:0} ms (demo), a dead server is hidden within {Timing.HidingBound(Demo.Interval).TotalSeconds:0.0} s      keys: [k] kill -9 one  [l] 30 % loss  [p] partition  [h] heal  [q] quit"
            : $"T {Demo.Interval.TotalMilliseconds:0} ms (demo), Orleans' membership tells of a killed silo in about 1 s      keys: [k] kill -9 one  [h] heal  [q] quit";
    }
}
