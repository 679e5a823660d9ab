namespace OrleansNaming.Api;

/// <summary>One of the bindings that want a name.</summary>
/// <param name="Instance">Its instance id.</param>
/// <param name="Owner">The server whose list it stands in.</param>
/// <param name="Epoch">Its binding epoch; the lowest is served, then the lowest owner.</param>
/// <param name="Served">Whether it is the one.</param>
/// <param name="Policy">What its binder wants of the name.</param>
internal sealed record ApiConflictBinding(string Instance, string Owner, ulong Epoch, bool Served, string Policy)
{
    public static ApiConflictBinding From(ConflictBinding binding) => new(
        binding.Instance.InstanceId, binding.Owner.ToString(), binding.Epoch, binding.IsServed, ApiWord.Of(binding.Instance.Policy));

    /// <summary>As the client's caller sees it: of the instance its id and its policy.</summary>
    public ConflictBinding ToBinding(CompositeName name)
    {
        var policy = ApiWord.TryRead<BindingPolicy>(Policy, out var read) ? read : BindingPolicy.Pool;
        var instance = new Instance(name.Path, Instance, [], null, null, new BindingTerms(policy, Epoch, null));
        return new ConflictBinding(instance, ServerId.TryCreate(Owner, out var owner) ? owner : default, Epoch, Served);
    }
}
