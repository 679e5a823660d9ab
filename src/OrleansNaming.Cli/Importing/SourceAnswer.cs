using System.Text.Json;

namespace OrleansNaming.Cli.Importing;

/// <summary>What another registry answered.</summary>
/// <param name="Body">The body, or null: there is none that can be used.</param>
/// <param name="Index">Consul's index of it; null when none is told.</param>
/// <param name="Trouble">Why there is none; null when there is one.</param>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
internal sealed record SourceAnswer(JsonDocument? Body, ulong? Index, string? Trouble, int Status) : IDisposable
{
    public void Dispose() => Body?.Dispose();
}
