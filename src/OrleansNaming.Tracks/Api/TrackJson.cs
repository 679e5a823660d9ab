using System.Text.Json.Serialization;

namespace OrleansNaming.Tracks.Api;

/// <summary>Reads and writes the JSON of tracks without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 16)]
[JsonSerializable(typeof(ApiTrackStatus))]
[JsonSerializable(typeof(ApiTrackList))]
[JsonSerializable(typeof(ApiTrackServerList))]
[JsonSerializable(typeof(ApiAllocation))]
internal sealed partial class TrackJson : JsonSerializerContext;
