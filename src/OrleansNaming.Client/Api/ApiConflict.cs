namespace OrleansNaming.Api;

/// <summary>A name that more bind than may be served.</summary>
/// <param name="Name">The full name, as a composite name.</param>
/// <param name="Policy">The strictest that a binding states.</param>
/// <param name="Bindings">All of them, the served one first.</param>
internal sealed record ApiConflict(string Name, string Policy, IReadOnlyList<ApiConflictBinding> Bindings)
{
    public static ApiConflict From(NameConflict conflict) => new(
        conflict.Name.ToString(), ApiWord.Of(conflict.Policy), [.. conflict.Bindings.Select(ApiConflictBinding.From)]);

    /// <summary>As the client's caller sees it.</summary>
    public NameConflict ToConflict()
    {
        var name = CompositeName.Parse(Name);
        return new NameConflict(
            name, ApiWord.TryRead<BindingPolicy>(Policy, out var policy) ? policy : BindingPolicy.Pool, [.. Bindings.Select(binding => binding.ToBinding(name))]);
    }
}
