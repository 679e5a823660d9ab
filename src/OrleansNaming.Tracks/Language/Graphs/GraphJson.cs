using System.Text.Json.Serialization;

namespace OrleansNaming.Tracks.Language.Graphs;

/// <summary>The JSON of drawings. Members that it does not know are refused, so that nothing is lost unseen.</summary>
[JsonSerializable(typeof(GraphTrack))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, WriteIndented = true)]
internal sealed partial class GraphJson : JsonSerializerContext;
