namespace OrleansNaming.Api;

/// <summary>One page of a listing.</summary>
/// <param name="Context">The context that was listed; empty for the root.</param>
/// <param name="Names">Its children, in order.</param>
/// <param name="Next">Pass it as <c>after</c> for the next page; null at the end.</param>
/// <param name="Complete">Whether the directory that answered is complete.</param>
internal sealed record ApiNameList(string Context, IReadOnlyList<ApiNameItem> Names, string? Next, bool Complete)
{
    public NameList ToList() => new([.. Names.Select(item => new NameListItem(item.Name, item.Instances, item.Context))], Next, Complete);
}
