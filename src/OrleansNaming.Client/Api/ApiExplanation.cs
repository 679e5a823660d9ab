using System.Text.Json;

namespace OrleansNaming.Api;

/// <summary>An explanation, as the API writes it.</summary>
internal sealed record ApiExplanation(
    string Name, string AnsweredBy, bool Complete, IReadOnlyList<ApiExplainedStage> Stages, IReadOnlyList<ApiExplainedInstance> Instances)
{
    public static ApiExplanation From(Explanation told) => new(
        told.Name, told.AnsweredBy, told.IsComplete, [.. told.Stages.Select(ApiExplainedStage.From)], [.. told.Instances.Select(ApiExplainedInstance.From)]);

    /// <summary>From UTF-8, or null when it is none.</summary>
    public static ApiExplanation? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, ApiJson.Default.ApiExplanation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ApiJson.Default.ApiExplanation);

    /// <summary>Lines whose owner or stamp cannot be read are left out.</summary>
    public Explanation ToExplanation() => new(
        Name, AnsweredBy, Complete, [.. Stages.Select(stage => stage.ToStage())], [.. Instances.Select(line => line.ToInstance()).OfType<ExplainedInstance>()]);
}
