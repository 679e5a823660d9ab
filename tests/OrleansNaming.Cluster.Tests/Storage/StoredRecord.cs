namespace OrleansNaming.Cluster.Tests.Storage;

/// <summary>One grain's state in <see cref="SharedStorage"/>.</summary>
internal sealed record StoredRecord(BinaryData Bytes, string ETag);
