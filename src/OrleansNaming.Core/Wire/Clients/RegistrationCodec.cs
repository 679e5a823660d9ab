using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire.Clients;

/// <summary>A guest's registration: the entry that it becomes; its guest record carries the lease, and revision and hold 0, which nobody has yet.</summary>
internal static class RegistrationCodec
{
    /// <param name="registration">One that <see cref="Registration.Check"/> finds nothing wrong with.</param>
    public static byte[] Encode(Registration registration)
    {
        var details = new InstanceDetails(registration.Zone, registration.Tags, registration.Metadata, registration.Weight) { Health = registration.Health, Checks = registration.Checks };
        var guest = new GuestRecord(0, 0, registration.Lease);
        var writer = new WireWriter(stackalloc byte[512]);
        EntryCodec.WriteFields(ref writer, new Instance(registration.Name, registration.InstanceId, registration.Endpoints, details, guest, TermsOf(registration)));
        return writer.Written.ToArray();
    }

    /// <summary>The registration, or null when it is malformed. What it says is still to be checked.</summary>
    public static Registration? Decode(ReadOnlySpan<byte> bytes)
    {
        var decoding = new EntryDecoding(bytes.Length);
        return EntryCodec.TryRead(bytes, ref decoding, out var entry) && entry is Instance { Guest: { } guest, Reference: null } instance
            ? new Registration(instance.Name, instance.InstanceId)
            {
                Endpoints = [.. instance.Endpoints],
                Zone = instance.Zone,
                Tags = instance.Tags,
                Metadata = instance.Metadata,
                Weight = instance.Weight,
                Health = instance.Health,
                Checks = instance.Checks,
                Lease = guest.Lease,
                Policy = instance.Policy,
            }
            : null;
    }

    /// <summary>The epoch is found by the node that takes it.</summary>
    private static BindingTerms? TermsOf(Registration registration) =>
        registration.Policy == BindingPolicy.Pool ? null : new BindingTerms(registration.Policy, 0, null);
}
