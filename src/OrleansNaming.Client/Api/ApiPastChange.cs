namespace OrleansNaming.Api;

/// <summary>One change of a name, and when the answering server applied it.</summary>
internal sealed record ApiPastChange(DateTimeOffset At, ApiChange Change);
