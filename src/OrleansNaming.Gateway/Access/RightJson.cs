using System.Text.Json.Serialization;

namespace OrleansNaming.Gateway.Access;

/// <summary>How granted rights are kept.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Right))]
[JsonSerializable(typeof(List<Right>))]
internal sealed partial class RightJson : JsonSerializerContext;
