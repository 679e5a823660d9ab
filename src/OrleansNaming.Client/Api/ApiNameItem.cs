namespace OrleansNaming.Api;

/// <summary>One child of a context.</summary>
/// <param name="Name">The full path.</param>
/// <param name="Instances">How many live instances are bound to it.</param>
/// <param name="Context">Whether names exist below it, or it was created as a context.</param>
/// <param name="Bindings">With <c>bindings=true</c>: the live instances themselves (JNDI's listBindings).</param>
internal sealed record ApiNameItem(string Name, int Instances, bool Context, IReadOnlyList<ApiInstance>? Bindings = null);
