namespace OrleansNaming.Resolution;

/// <summary>Which endpoints of an instance an asker is shown.</summary>
internal static class ScopeView
{
    private static readonly ResolveOptions Auto = new();

    /// <summary>The set as it is when nobody in it states a scope; else one whose instances have only the endpoints that are for the asker.</summary>
    public static InstanceSet Of(InstanceSet set, in Question question)
    {
        if (!question.HasScopes)
        {
            return set;
        }

        var shown = new Binding[set.Count];
        for (var i = 0; i < shown.Length; i++)
        {
            var binding = set.Bindings[i];
            shown[i] = binding with { Instance = Of(binding.Instance, question) };
        }

        return new InstanceSet(shown);
    }

    /// <summary>One instance as an asker sees it, without a question: in a list, or in a watch. It may have no endpoint left.</summary>
    public static Instance Of(Instance instance, Asker asker) => Of(instance, new Question(Auto, asker, instance.HasScope));

    /// <summary>Whether some endpoint is for the asker.</summary>
    public static bool Sees(Instance instance, in Question question)
    {
        foreach (var endpoint in instance.Endpoints)
        {
            if (Sees(instance, endpoint, question))
            {
                return true;
            }
        }

        return false;
    }

    private static Instance Of(Instance instance, Question question) => !instance.HasScope
        ? instance
        : new Instance(
            instance.Name, instance.InstanceId, [.. instance.Endpoints.Where(endpoint => Sees(instance, endpoint, question))], instance.Details, instance.Guest, instance.Terms);

    private static bool Sees(Instance instance, in Endpoint endpoint, in Question question) => endpoint.Scope switch
    {
        EndpointScope.Any => true,
        EndpointScope.Dedicated => question.IsInside,
        // A member that does not insist takes a shared address where there is no other way to that port.
        _ => !question.IsInside || (question.Options.Scope == ResolveScope.Auto && !HasOwn(instance, endpoint.Name)),
    };

    private static bool HasOwn(Instance instance, string name)
    {
        foreach (var endpoint in instance.Endpoints)
        {
            if (endpoint.Name == name && endpoint.Scope != EndpointScope.Cluster)
            {
                return true;
            }
        }

        return false;
    }
}
