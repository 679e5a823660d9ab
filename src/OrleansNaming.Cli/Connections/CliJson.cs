using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OrleansNaming.Cli.Importing;

namespace OrleansNaming.Cli.Connections;

/// <summary>The tool's own JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunFile))]
[JsonSerializable(typeof(IReadOnlyList<KeyLine>))]
[JsonSerializable(typeof(DemoFaults))]
[JsonSerializable(typeof(DemoEvent))]
[JsonSerializable(typeof(WatchReset))]
[JsonSerializable(typeof(DoneLine))]
[JsonSerializable(typeof(NetReport))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ImportLine))]
internal sealed partial class CliJson : JsonSerializerContext;
