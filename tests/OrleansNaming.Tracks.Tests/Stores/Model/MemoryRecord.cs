namespace OrleansNaming.Tracks.Tests.Stores.Model;

internal sealed record MemoryRecord(byte[] Payload)
{
    public string State { get; init; } = "ready";

    public int Attempts { get; init; }

    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.MinValue;

    public string Error { get; init; } = "";
}
