using System.Text.Json.Serialization;

namespace OrleansNaming.Api;

/// <summary>Request bodies, which people write: an unknown member is told instead of ignored. Responses may grow members.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 16,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ApiRegistration))]
[JsonSerializable(typeof(ApiHealthWord))]
[JsonSerializable(typeof(ApiRightRequest))]
[JsonSerializable(typeof(ApiTrackConnectionRequest))]
[JsonSerializable(typeof(ApiTreeBinding))]
internal sealed partial class ApiRequestJson : JsonSerializerContext;
