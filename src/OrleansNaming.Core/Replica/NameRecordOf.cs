namespace OrleansNaming.Replica;

/// <summary>A name and what is known of it.</summary>
internal readonly record struct NameRecordOf(string Name, NameRecord Record);
