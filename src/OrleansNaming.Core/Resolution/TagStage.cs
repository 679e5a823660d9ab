namespace OrleansNaming.Resolution;

/// <summary>Keeps the instances that carry all tags asked for.</summary>
internal sealed class TagStage : IResolutionStage
{
    public string Name => "tags";

    public bool IsPreference => false;

    public bool IsAsked(ResolveOptions options) => options.Tags.Count > 0;

    public bool Keeps(in Binding binding, ResolveOptions options)
    {
        // By index: the enumerator of an interface would be allocated for each instance.
        for (var i = 0; i < options.Tags.Count; i++)
        {
            if (!binding.Instance.Tags.Contains(options.Tags[i]))
            {
                return false;
            }
        }

        return true;
    }
}
