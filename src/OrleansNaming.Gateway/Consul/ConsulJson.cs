using System.Text.Json.Serialization;

namespace OrleansNaming.Gateway.Consul;

/// <summary>Writes and reads <see cref="ConsulRegistration"/> without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ConsulRegistration))]
internal sealed partial class ConsulJson : JsonSerializerContext;
