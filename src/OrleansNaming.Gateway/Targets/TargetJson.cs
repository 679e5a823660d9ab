using System.Text.Json.Serialization;

namespace OrleansNaming.Gateway.Targets;

/// <summary>Writes targets without reflection.</summary>
[JsonSerializable(typeof(TargetGroup[]))]
internal sealed partial class TargetJson : JsonSerializerContext;
