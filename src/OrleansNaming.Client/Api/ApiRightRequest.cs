namespace OrleansNaming.Api;

/// <summary>What a key that is granted may do.</summary>
internal sealed class ApiRightRequest
{
    /// <summary>The role; required.</summary>
    public string? Role { get; init; }
}
