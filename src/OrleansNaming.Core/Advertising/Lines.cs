namespace OrleansNaming.Advertising;

/// <summary>Makes a list's lines from what was asked for, in canonical order, so that equal requests make equal bytes.</summary>
internal static class Lines
{
    public static Instance Instance(Registration registration, GuestRecord? guest, BindingTerms? terms)
    {
        var plain = registration.Zone is null && registration.Tags.Count == 0 && registration.Metadata.Count == 0 && registration.Weight == 1
            && registration.Health == InstanceHealth.Healthy && registration.Checks.Count == 0;
        var details = plain ? null : new InstanceDetails(
            registration.Zone,
            [.. registration.Tags.Distinct().Order(StringComparer.Ordinal)],
            new SortedDictionary<string, string>(registration.Metadata.ToDictionary(), StringComparer.Ordinal),
            registration.Weight)
        {
            Health = registration.Health,
            Checks = [.. registration.Checks],
        };
        return new Instance(registration.Name, registration.InstanceId, [.. registration.Endpoints], details, guest, terms);
    }

    /// <summary>The same instance, found to be so.</summary>
    public static Instance WithHealth(Instance instance, InstanceHealth health) =>
        new(instance.Name, instance.InstanceId, instance.Endpoints, instance.Details with { Health = health }, instance.Guest, instance.Terms);

    /// <summary>A line that is registered again with the checks that it had: what they found out stands; its advertiser's word was where they began (rule 14).</summary>
    public static Instance AsFound(Instance line, Instance? present) =>
        line.Checks.Count > 0 && present is not null && present.Health != line.Health && present.Checks.SequenceEqual(line.Checks) ? WithHealth(line, present.Health) : line;

    /// <summary>The same guest in another holder's list, or with a fresh record.</summary>
    public static Instance WithGuest(Instance instance, GuestRecord guest) =>
        new(instance.Name, instance.InstanceId, instance.Endpoints, instance.Details, guest, instance.Terms);
}
