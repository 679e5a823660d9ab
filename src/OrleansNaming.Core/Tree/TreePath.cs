using OrleansNaming.Advertising;

namespace OrleansNaming.Tree;

/// <summary>Where links lead.</summary>
/// <param name="Path">The flat full path at their end.</param>
/// <param name="Verdict">Whether they lead anywhere.</param>
internal readonly record struct TreePath(string Path, Verdict Verdict)
{
    public static string ParentOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>A path as people write it.</summary>
    public static string Say(string path) => path.Length == 0 ? "the root" : $"'{CompositeName.FromPath(path)}'";
}
