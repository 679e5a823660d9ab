namespace OrleansNaming;

/// <summary>What happens to one key: <paramref name="Put"/> takes its place, or null takes the line away.</summary>
internal readonly record struct EntryChange(EntryKey Key, Entry? Put);
