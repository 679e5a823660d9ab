using OrleansNaming.Gateway.Facades;

namespace OrleansNaming.Cli.Importing;

/// <summary>
/// What tells mirrored guests from all others: a metadata key that names where they come from. It travels on through every face, so that no bridge mirrors what a bridge mirrored, in whatever
/// circle registries stand.
/// </summary>
/// <param name="Kind">The kind of the registry: <c>consul</c> or <c>eureka</c>.</param>
/// <param name="From">Where it was read, without passwords.</param>
/// <param name="Lease">The lease of what is mirrored.</param>
internal sealed record ImportMark(string Kind, string From, TimeSpan Lease)
{
    /// <summary>The metadata key.</summary>
    public const string Key = "naming.import";

    public string Text => $"{Kind} {From}";

    public bool IsOn(Instance instance) => instance.Metadata.GetValueOrDefault(Key) == Text;

    /// <summary>Turns what a registry's entry says into the guest that stands for it here, or says why it cannot.</summary>
    /// <param name="plain">Name, endpoints, tags, metadata, weight and health; its id is made here.</param>
    /// <param name="id">Its id there.</param>
    public (Registration? Guest, string? LeftOut) Mirror(Registration plain, string id)
    {
        var guest = plain with
        {
            InstanceId = StableId.Segment(Kind, id),
            Metadata = new SortedDictionary<string, string>(plain.Metadata.Where(pair => !FacadeMetadata.IsOwn(pair.Key)).ToDictionary(), StringComparer.Ordinal) { [Key] = Text },
            Checks = [],
            Lease = Lease,
        };
        var why = plain.Metadata.TryGetValue(Key, out var origin) ? $"it was mirrored there from {origin}"
            : guest.Endpoints.Count == 0 ? "it states no port"
            : guest.Check();
        return why is null ? (guest, null) : (null, $"{plain.Name} {id}: {why}");
    }
}
