namespace OrleansNaming.Api;

/// <summary>Who may use the API.</summary>
/// <param name="Name">Of the key.</param>
/// <param name="Role">What it may do.</param>
/// <param name="IsConfigured">Whether it stands in this server's configuration, where no call changes it.</param>
/// <param name="GrantedAt">When it was granted; null for a configured one.</param>
/// <param name="Key">The key itself, once: in the answer to the grant.</param>
internal sealed record ApiRight(string Name, string Role, bool IsConfigured, DateTimeOffset? GrantedAt = null, string? Key = null);
