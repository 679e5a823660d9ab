namespace OrleansNaming.Cli.Importing;

/// <summary>How a bridge runs.</summary>
/// <param name="Mark">Whose guests it makes.</param>
/// <param name="Only">The services, in lower case as they are named here; none: all.</param>
/// <param name="IsOnce">Whether it ends after one comparison.</param>
/// <param name="IsDry">Whether it says what differs and writes nothing.</param>
/// <param name="WantsJson">Whether it says it in JSON.</param>
internal sealed record ImportSettings(ImportMark Mark, IReadOnlySet<string> Only, bool IsOnce, bool IsDry, bool WantsJson)
{
    public bool Wants(string service) => Only.Count == 0 || Only.Contains(service.ToLowerInvariant());
}
