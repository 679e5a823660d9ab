using System.Text.Json.Serialization;

namespace OrleansNaming.Gateway.Targets;

/// <summary>Targets with the labels that all of them have, as Prometheus' HTTP service discovery reads them.</summary>
/// <param name="Targets">Each a host and a port.</param>
/// <param name="Labels">What relabelling sees; dropped afterwards, since all begin with <c>__meta_</c>.</param>
internal sealed record TargetGroup(
    [property: JsonPropertyName("targets")] IReadOnlyList<string> Targets, [property: JsonPropertyName("labels")] IReadOnlyDictionary<string, string> Labels);
