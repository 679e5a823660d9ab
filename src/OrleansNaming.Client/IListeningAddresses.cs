namespace OrleansNaming;

/// <summary>
/// Where this process's web server listens. The packages that know a web server provide it; a console program has none, and then each
/// advertised service names its endpoints.
/// </summary>
internal interface IListeningAddresses
{
    /// <summary>The addresses, with real ports; empty before the server listens.</summary>
    IReadOnlyList<Uri> Addresses { get; }
}
