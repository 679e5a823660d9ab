using OrleansNaming.Tree;

namespace OrleansNaming.Api;

/// <summary>What a bind asks for; the name stands in the URL.</summary>
internal sealed record ApiTreeBinding
{
    /// <summary><c>value</c> or <c>link</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A value's media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>A value as text.</summary>
    public string? Text { get; init; }

    /// <summary>A value as bytes.</summary>
    public string? Base64 { get; init; }

    /// <summary>A link's target.</summary>
    public string? Target { get; init; }

    /// <summary><c>unique</c> (the default) or <c>firstEpoch</c>.</summary>
    public string? Policy { get; init; }

    public static ApiTreeBinding From(TreeBind bind)
    {
        var reference = ApiReference.From(bind.Reference)!;
        return new()
        {
            Kind = reference.Kind,
            ContentType = reference.ContentType,
            Text = reference.Text,
            Base64 = reference.Base64,
            Target = reference.Target,
            Policy = ApiWord.Of(bind.Policy),
        };
    }

    /// <summary>The change, or why it is none.</summary>
    public TreeBind? ToBind(string path, bool replace, out string why)
    {
        var reference = new ApiReference { Kind = Kind, ContentType = ContentType, Text = Text, Base64 = Base64, Target = Target }.ToReference(out why);
        BindingPolicy policy = BindingPolicy.Unique;
        if (Policy is not null && !ApiWord.TryRead(Policy, out policy))
        {
            why = "'policy' is none of unique and firstEpoch";
            return null;
        }

        return reference is null ? null : new TreeBind(path, reference, policy, replace);
    }
}
