namespace OrleansNaming.SiloHost;

/// <summary>What a naming silo needs beside <c>Naming</c>, <c>Naming:Silo</c> and <c>Naming:Api</c>; bound from the section <c>Naming:Host</c>.</summary>
internal sealed class SiloHostOptions
{
    public const string Section = "Naming:Host";

    /// <summary>Where the cluster meets and where lists are kept.</summary>
    /// <value>The default is <see cref="HostStorage.Localhost"/>.</value>
    public HostStorage Storage { get; set; }

    /// <summary>How the database, or the storage account, is reached. Not for <see cref="HostStorage.Localhost"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Where silos hear each other.</summary>
    /// <value>1 to 65535. The default is 11111.</value>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Where Orleans clients connect.</summary>
    /// <value>1 to 65535, another one. The default is 30000.</value>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>With <see cref="HostStorage.Localhost"/>: the silo port of the first silo on this machine, which keeps the membership.</summary>
    /// <value>The default is null: this silo is the first one.</value>
    public int? PrimaryPort { get; set; }

    /// <summary>The IP address that other silos and clients use. Not for <see cref="HostStorage.Localhost"/>.</summary>
    /// <value>The default is null: Orleans takes this machine's first one.</value>
    public string? Address { get; set; }
}
