using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Testing;

/// <summary>Says what this machine lacks. Every answer is a full reason: it is printed, and .ci/allowed-skips is matched against it.</summary>
internal static class Machine
{
    private static readonly ConcurrentDictionary<string, string?> Reasons = new(StringComparer.Ordinal);

    public static string? Lacks(IEnumerable<string> needs)
    {
        var reasons = needs.Select(need => Reasons.GetOrAdd(need, Ask)).OfType<string>().ToList();
        return reasons.Count == 0 ? null : string.Join("; ", reasons);
    }

    /// <summary>Skips a test whose need its class knows and its contract does not: called before the test begins.</summary>
    public static void SkipWithout(params string[] needs)
    {
        if (Lacks(needs) is { } reason)
        {
            Assert.Skip(reason);
        }
    }

    private static string? Ask(string need) => need switch
    {
        Need.Root => Environment.IsPrivilegedProcess ? null : "not root",
        Need.Linux => OperatingSystem.IsLinux() ? null : "not Linux",
        Need.NetworkNamespaces => MakesNamespaces() ? null : "no network namespaces: needs Linux, root and ip(8)",
        Need.Tap => Environment.IsPrivilegedProcess && File.Exists("/dev/net/tun") ? null : "no TAP devices: needs root and /dev/net/tun",
        Need.IPv6Loopback => BindsIPv6() ? null : "no IPv6 on loopback",
        Need.LoopbackMulticast => HearsItself() ? null : "no multicast on loopback",
        Need.Orleans => "Orleans is not in this package feed",
        Need.AzureStorage => HasAzure ? Ask("azurite") : "Azure storage for Orleans is not in this package feed",
        Need.PythonConsul => File.Exists("/usr/lib/python3/dist-packages/consul/__init__.py") ? null : "no python3-consul",
        Need.NodePackages => Ask("node") ?? (Directory.Exists(RepositoryRoot.File("artifacts", "npm", "node_modules", "eureka-js-client")) ? null : "no npm packages in artifacts/npm"),
        _ when need.StartsWith('@') => throw new ArgumentException($"'{need}' is no need that Machine knows", nameof(need)),
        _ => OnPath(need) ? null : $"no {need} on PATH",
    };

    /// <summary>Where a program is; null when it is nowhere.</summary>
    public static string? FolderOf(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin").Append("/sbin").Concat(PostgresFolders())
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));

    /// <summary>Whether this was built with Azure's packages.</summary>
    private static bool HasAzure =>
#if AZURE
        true;
#else
        false;
#endif

    private static bool OnPath(string program) => FolderOf(program) is not null;

    /// <summary>Debian keeps the server's programs off the PATH, a folder for each version.</summary>
    private static IEnumerable<string> PostgresFolders() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
        : [];

    private static bool MakesNamespaces()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !OnPath("ip"))
        {
            return false;
        }

        var name = $"naming-{Environment.ProcessId}";
        return Succeeds("ip", "netns", "add", name) && Succeeds("ip", "netns", "delete", name);
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }

    private static bool BindsIPv6()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool HearsItself()
    {
        var group = IPAddress.Parse("239.192.76.254");
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 1_000 };
            socket.Bind(new IPEndPoint(IPAddress.Any, 0));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, IPAddress.Loopback));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
            socket.SendTo([76], new IPEndPoint(group, ((IPEndPoint)socket.LocalEndPoint!).Port));
            return socket.Receive(new byte[1]) == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
