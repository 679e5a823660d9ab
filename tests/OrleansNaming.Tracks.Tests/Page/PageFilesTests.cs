using System.Net;
using System.Text.RegularExpressions;
using OrleansNaming.Tracks.Page;
using OrleansNaming.Tracks.Tests.Access;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>The page's files as they are, and as a server sends them (row E32).</summary>
[On(Engine.Lan)]
public sealed partial class PageFilesTests
{
    private static readonly string[] Files = Directory.GetFiles(RepositoryRoot.File("src", "OrleansNaming.Tracks", "Page", "Files"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Row("E32")]
    public void No_file_reads_a_text_as_HTML_or_as_a_script()
    {
        Assert.NotEmpty(Files);
        Assert.Empty(Files.SelectMany(file => Dangerous().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")));
    }

    [Theory]
    [InlineData("element.innerHTML = name")]
    [InlineData("document.cookie")]
    [InlineData("<p style=\"color:red\">")]
    [InlineData("<a onclick=\"go()\">")]
    [InlineData("<script>go()</script>")]
    [InlineData("import x from \"https://cdn.example\"")]
    public void What_would_be_dangerous_is_recognised(string text) => Assert.Matches(Dangerous(), text);

    [Fact]
    [Row("E32")]
    public async Task The_page_needs_no_key_and_may_run_and_load_only_its_own_files()
    {
        await using var server = await KeyedServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Url };
        foreach (var (path, type) in new[] { ("/tracks", "text/html"), ("/tracks/", "text/html"), ("/tracks/ops", "text/html"), ("/tracks/files/app.js", "text/javascript"), ("/tracks/files/page.css", "text/css") })
        {
            using var answer = await http.GetAsync(path, Cancel);
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Equal(
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
                Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }

        Assert.Equal(404, await server.StatusAsync("GET", "/tracks/files/nothing.js", null));
        Assert.Equal(401, await server.StatusAsync("GET", "/v1/tracks/ops/definitions", null));
        Assert.Contains("name=\"viewport\"", await http.GetStringAsync("/tracks/ops", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    [Row("E32")]
    public async Task What_the_page_loads_is_there()
    {
        var names = Files.Select(file => Path.GetFileName(file)!).ToList();
        foreach (var file in Files)
        {
            var text = await File.ReadAllTextAsync(file, Cancel);
            Assert.All(Loaded().Matches(text), match => Assert.Contains(match.Groups["name"].Value, names));
        }

        Assert.All(names, static name => Assert.NotNull(PageFiles.Find(name)));
    }

    [GeneratedRegex("""innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\b|new Function|setTimeout\(["'`]|document\.cookie|cookieStore|localStorage|javascript:|\sstyle=|<style|\son[a-z]+=|<script(?![^>]* src=)|["'(]https?://(?!www\.w3\.org/2000/svg)|["']//""")]
    private static partial Regex Dangerous();

    [GeneratedRegex("""(?:from "\./|/tracks/files/)(?<name>[\w.]+)""")]
    private static partial Regex Loaded();
}
