namespace OrleansNaming.Api;

/// <summary>One page of a context.</summary>
/// <param name="Context">The context, links followed.</param>
/// <param name="Entries">What is directly in it, in order.</param>
/// <param name="Next">Pass it as <c>after</c> for the next page; null at the end.</param>
/// <param name="Complete">Whether the directory that answered is complete.</param>
/// <param name="Stamps">The version of each owner that the page stands at.</param>
internal sealed record ApiTreePage(string Context, IReadOnlyList<ApiTreeEntry> Entries, string? Next, bool Complete, IReadOnlyList<string> Stamps)
{
    public static ApiTreePage From(TreePage page, Func<InstanceSet, InstanceSet> seen) => new(
        page.Context.ToString(), [.. page.Entries.Select(entry => ApiTreeEntry.From(entry, seen))], page.Next, page.IsComplete, [.. page.Stamps.Select(stamp => stamp.ToString())]);

    /// <summary>As the client's caller sees it.</summary>
    public TreePage ToPage() => new(
        CompositeName.Parse(Context), [.. Entries.Select(entry => entry.ToEntry())], Next, Complete,
        [.. Stamps.Select(text => Token.TryParse(text, out var token) ? token : default)]);
}
