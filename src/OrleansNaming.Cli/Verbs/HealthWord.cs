using OrleansNaming.Api;

namespace OrleansNaming.Cli.Verbs;

/// <summary>Reads a health as people type it.</summary>
internal static class HealthWord
{
    public static InstanceHealth Read(string text) => ApiWord.TryRead<InstanceHealth>(text, out var health)
        ? health
        : throw new UsageException($"'{text}' is no health; there are healthy, warning and unhealthy");
}
