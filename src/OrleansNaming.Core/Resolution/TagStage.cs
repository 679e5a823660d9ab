namespace OrleansNaming.Resolution;

/// <summary>Keeps the instances that carry all tags asked for.</summary>
internal sealed class TagStage : IResolutionStage
{
    public string Name => "tags";

    public bool IsPreference => false;

    public bool IsAsked(in Question question) => question.Options.Tags.Count > 0;

    public bool Keeps(in Binding binding, in Question question)
    {
        // By index: the enumerator of an interface would be allocated for each instance.
        for (var i = 0; i < question.Options.Tags.Count; i++)
        {
            if (!binding.Instance.Tags.Contains(question.Options.Tags[i]))
            {
                return false;
            }
        }

        return true;
    }

    public string Why(in Binding binding, in Question question)
    {
        var has = binding.Instance.Tags;
        return $"it lacks the tag {string.Join(", ", question.Options.Tags.Where(tag => !has.Contains(tag)))}";
    }
}
