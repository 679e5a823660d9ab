namespace OrleansNaming.Api;

/// <summary>The answer to a resolve.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Instances">The live ones that match; may be empty.</param>
/// <param name="Stamp">The newest version that contributed; null when none did.</param>
/// <param name="Stale">Whether some owner has not been heard lately.</param>
/// <param name="Complete">Whether the directory that answered is complete.</param>
internal sealed record ApiResolved(string Name, IReadOnlyList<ApiInstance> Instances, string? Stamp, bool Stale, bool Complete)
{
    public static ApiResolved From(string name, InstanceSet found, bool complete)
    {
        var instances = new List<ApiInstance>(found.Count);
        foreach (var binding in found.Bindings)
        {
            instances.Add(ApiInstance.From(binding));
        }

        return new ApiResolved(name, instances, found.Count == 0 ? null : found.Stamp.ToString(), found.IsStale, complete);
    }

    public InstanceSet ToSet() => new([.. Instances.Select(instance => instance.ToBinding()).OfType<Binding>()]);
}
