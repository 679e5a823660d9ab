using System.Collections.Frozen;

namespace OrleansNaming.Tracks.Page;

/// <summary>The page's files, which stand in the assembly: what is no resource of it cannot be asked for.</summary>
internal static class PageFiles
{
    /// <summary>Scripts and styles only from files of this server, requests only to it, no frame around the page: a name that is meant as a script has nowhere to run.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>What the project file puts before the names of the resources.</summary>
    private const string Prefix = "page/";

    private static readonly FrozenDictionary<string, PageFile> All = typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);

    /// <summary>The page itself.</summary>
    public static PageFile Html { get; } = All["page.html"];

    public static PageFile? Find(string name) => All.GetValueOrDefault(name);

    private static PageFile Read(string name)
    {
        using var resource = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return new PageFile(TypeOf(Path.GetExtension(name)), content.ToArray());
    }

    private static string TypeOf(string ending) => ending switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => throw new InvalidOperationException($"the page has no files that end in '{ending}'"),
    };
}
