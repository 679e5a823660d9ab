using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OrleansNaming.Gateway.OpenApi;

/// <summary>Writes the document without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class DocumentJson : JsonSerializerContext;
