using System.Text.Json.Serialization;

namespace OrleansNaming.Api;

/// <summary>
/// Reads and writes the API's JSON without reflection. Hostile input is bounded by depth here and by size where it is read.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 16,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ApiResolved))]
[JsonSerializable(typeof(ApiWritten))]
[JsonSerializable(typeof(ApiNameList))]
[JsonSerializable(typeof(ApiTreeEntry))]
[JsonSerializable(typeof(ApiTreePage))]
[JsonSerializable(typeof(ApiConflictList))]
[JsonSerializable(typeof(ApiWatchEvent))]
[JsonSerializable(typeof(ApiServer))]
[JsonSerializable(typeof(ApiServerList))]
[JsonSerializable(typeof(ApiNeighbourList))]
[JsonSerializable(typeof(ApiTrackStatus))]
[JsonSerializable(typeof(ApiTrackList))]
[JsonSerializable(typeof(ApiTrackServerList))]
[JsonSerializable(typeof(ApiAllocation))]
[JsonSerializable(typeof(ApiDrained))]
[JsonSerializable(typeof(ApiTrackDefinition))]
[JsonSerializable(typeof(ApiTrackDefinitionList))]
[JsonSerializable(typeof(ApiTrackErrorList))]
[JsonSerializable(typeof(ApiStepCountList))]
[JsonSerializable(typeof(ApiDeadRecordList))]
[JsonSerializable(typeof(ApiDryRun))]
[JsonSerializable(typeof(ApiRight))]
[JsonSerializable(typeof(ApiRightList))]
[JsonSerializable(typeof(ApiTrackConnection))]
[JsonSerializable(typeof(ApiTrackConnectionList))]
[JsonSerializable(typeof(ApiAuditRow))]
[JsonSerializable(typeof(ApiAuditPage))]
[JsonSerializable(typeof(ApiHistory))]
[JsonSerializable(typeof(ApiStatus))]
[JsonSerializable(typeof(ApiExplanation))]
[JsonSerializable(typeof(ApiHealth))]
[JsonSerializable(typeof(ApiChanges))]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(ApiFollowRequest))]
[JsonSerializable(typeof(ApiFollowHello))]
[JsonSerializable(typeof(ApiOwner))]
[JsonSerializable(typeof(ApiFollowComplete))]
internal sealed partial class ApiJson : JsonSerializerContext;
