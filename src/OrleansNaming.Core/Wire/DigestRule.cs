namespace OrleansNaming.Wire;

/// <summary>STUB: rule 8.</summary>
internal static class DigestRule
{
    public static EntrySum Hash(Entry entry) => throw new NotImplementedException();

    public static Digest Compute(Stamp stamp, OwnerStatus status, int count, EntrySum sum) => throw new NotImplementedException();
}
