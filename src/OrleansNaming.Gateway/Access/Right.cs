namespace OrleansNaming.Gateway.Access;

/// <summary>A key that an administrator granted.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Hash">SHA-256 of the key, in base 64: the key itself is kept nowhere.</param>
/// <param name="GrantedAt">When.</param>
internal sealed record Right(string Name, NamingRole Role, string Hash, DateTimeOffset GrantedAt);
