using System.Text.Json.Serialization;

namespace OrleansNaming.Gateway.Eureka;

/// <summary>Writes and reads <see cref="EurekaRegistration"/> without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EurekaRegistration))]
internal sealed partial class EurekaJson : JsonSerializerContext;
