using System.Text.Json;

namespace OrleansNaming.Api;

/// <summary>What is wrong with a track's text or drawing, and what it is in the other form.</summary>
/// <param name="Errors">None when it can be saved.</param>
/// <param name="Text">Of a drawing: the text that it amounts to, in which the errors stand; null when they stand in a condition, an action or a trigger, which they name then, and of a text.</param>
/// <param name="Drawing">Of a text without errors: its drawing; else null.</param>
internal sealed record ApiTrackErrorList(IReadOnlyList<ApiTrackError> Errors, string? Text = null, JsonElement? Drawing = null);
