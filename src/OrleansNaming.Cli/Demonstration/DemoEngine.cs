namespace OrleansNaming.Cli.Demonstration;

/// <summary>What the demonstration's servers are: silos where a silo host stands beside this tool, else nodes of the LAN engine.</summary>
/// <param name="SiloHost">The silo host's program; null for the LAN engine.</param>
/// <param name="Reason">Why it is this engine.</param>
internal sealed record DemoEngine(string? SiloHost, string Reason)
{
    private const string Program = "OrleansNaming.SiloHost";

    public string Name => SiloHost is null ? "LAN" : "Orleans";

    /// <summary>Chooses by what the user said, else by what is there.</summary>
    /// <exception cref="UsageException">There is no such engine.</exception>
    /// <exception cref="NamingException">It is not to be had here.</exception>
    public static DemoEngine Choose(string wanted)
    {
        var host = Candidates().FirstOrDefault(IsProgram);
        return wanted switch
        {
            "lan" => new DemoEngine(null, "as --engine says"),
            "orleans" => host is not null ? new DemoEngine(host, "as --engine says") : throw new NamingException(Refusal.Invalid, $"{Absence} Use --engine lan, or build src/{Program} where Orleans restores"),
            "auto" => host is not null
                ? new DemoEngine(host, "because Orleans restored when the silo host was built (--engine lan for the other one)")
                : new DemoEngine(null, $"because {Absence} (--engine orleans where it is)"),
            _ => throw new UsageException($"--engine '{wanted}' is none of auto, lan, orleans"),
        };
    }

    private static string Absence => "there is no silo host beside this tool: Orleans is not in this package feed, or src/OrleansNaming.SiloHost is not built.";

    /// <summary>Beside this tool, or in the sources where both were built alike.</summary>
    private static IEnumerable<string> Candidates()
    {
        var here = AppContext.BaseDirectory;
        yield return Path.Combine(here, "silohost", $"{Program}.dll");
        var sources = new DirectoryInfo(here); // src/OrleansNaming.Cli/bin/Debug/net10.0
        var (framework, configuration, cli) = (sources.Name, sources.Parent?.Name ?? "", sources.Parent?.Parent?.Parent);
        if (cli?.Parent is { } src)
        {
            yield return Path.Combine(src.FullName, Program, "bin", configuration, framework, $"{Program}.dll");
        }
    }

    /// <summary>Where Orleans is absent it was built empty, as a library: that one does not run.</summary>
    private static bool IsProgram(string path) => File.Exists(path) && File.Exists(Path.ChangeExtension(path, ".runtimeconfig.json"));
}
