namespace OrleansNaming.Resolution;

/// <summary>Keeps the instances that carry all tags asked for.</summary>
internal sealed class TagStage : IResolutionStage
{
    public string Name => "tags";

    public bool IsAsked(ResolveOptions options) => options.Tags.Count > 0;

    public bool Keeps(Instance instance, ResolveOptions options)
    {
        foreach (var tag in options.Tags)
        {
            if (!instance.Tags.Contains(tag))
            {
                return false;
            }
        }

        return true;
    }
}
