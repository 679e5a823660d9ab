using System.Text.Json.Serialization;

namespace OrleansNaming.Lan.Keys;

/// <summary>How the keyring file is read and written, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeyringDocument))]
internal sealed partial class KeyringJson : JsonSerializerContext;
