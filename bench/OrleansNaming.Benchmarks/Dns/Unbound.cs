using System.Diagnostics;
using System.Globalization;

namespace OrleansNaming.Benchmarks.Dns;

/// <summary>unbound with the zone as local data, one thread, no checks, no log. Stopped by its process id.</summary>
internal sealed class Unbound : IDisposable
{
    private readonly Process _process;

    public Unbound(string folder, int port)
    {
        var configuration = Path.Combine(folder, "unbound.conf");
        File.WriteAllText(configuration, $"""
            server:
                interface: 127.0.0.1@{port.ToString(CultureInfo.InvariantCulture)}
                num-threads: 1
                module-config: "iterator"
                chroot: ""
                username: ""
                directory: "{folder}"
                pidfile: "{folder}/unbound.pid"
                use-syslog: no
                verbosity: 0
                so-rcvbuf: 1m
            {DnsZoneOfBench.LocalData()}
            remote-control:
                control-enable: no

            """);
        _process = Process.Start(new ProcessStartInfo("unbound", ["-d", "-c", configuration]) { RedirectStandardError = true })!;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
