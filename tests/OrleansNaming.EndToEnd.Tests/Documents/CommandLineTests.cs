using System.Text;
using System.Text.RegularExpressions;
using OrleansNaming.EndToEnd.Tests.Processes;
using OrleansNaming.EndToEnd.Tests.Repository;
using OrleansNaming.EndToEnd.Tests.Tool;

namespace OrleansNaming.EndToEnd.Tests.Documents;

/// <summary>What documents and messages tell people to type can be typed.</summary>
[On(Engine.Lan)]
public sealed partial class CommandLineTests(OneServer one) : IClassFixture<OneServer>
{
    private readonly Desk _desk = one.Desk;

    [Fact]
    public async Task Every_verb_that_a_document_or_a_message_names_exists()
    {
        var verbs = await VerbsAsync();
        Assert.Superset(new HashSet<string> { "up", "server", "keys" }, verbs);
        var subverbs = new Dictionary<string, HashSet<string>>();
        foreach (var verb in new[] { "keys", "roles", "track", "connections", "group", "net", "import" })
        {
            subverbs[verb] = await VerbsAsync(verb);
            Assert.NotEmpty(subverbs[verb]);
        }

        var named = Repository.Tree.Files("*.md", ".").SelectMany(file => CodeSpan().Matches(Repository.Tree.Read(file)).Select(match => (file, match)))
            .Concat(Repository.Tree.Files("*.cs", "src").SelectMany(file => Quoted().Matches(Repository.Tree.Read(file)).Select(match => (file, match))))
            .ToList();
        Assert.NotEmpty(named);
        Findings.None(named
            .Where(place => !verbs.Contains(place.match.Groups["verb"].Value)
                || (place.match.Groups["sub"] is { Success: true } sub && subverbs.TryGetValue(place.match.Groups["verb"].Value, out var known) && !known.Contains(sub.Value)))
            .Select(place => $"{place.file}: {place.match.Value}"));
    }

    [Fact]
    public async Task Every_command_line_of_the_README_works()
    {
        (await _desk.NamingAsync("register", "orders", "orders-0", "-e", "127.0.0.1:1")).Exits(0);
        var lines = CommandLine().Matches(Repository.Tree.Read("README.md")).Select(match => match.Groups["arguments"].Value.Trim()).Distinct().ToList();
        Assert.NotEmpty(lines);
        foreach (var line in lines.Where(line => !line.StartsWith("up", StringComparison.Ordinal))) // which has tests of its own
        {
            await WorksAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task Every_curl_of_the_README_works()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", OneServer.Key);
        foreach (Match curl in Curl().Matches(Repository.Tree.Read("README.md")))
        {
            var url = curl.Groups["url"].Value.Replace("http://127.0.0.1:7600", one.Server.Api, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(curl.Groups["method"].Value), url) { Content = new StringContent(curl.Groups["body"].Value, Encoding.UTF8) };
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{curl.Value}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }

    /// <summary>Ends with 0 by itself, or, if it is one that runs on, once it said something and was interrupted.</summary>
    private async Task WorksAsync(string[] arguments)
    {
        var process = _desk.Start(arguments);
        if (arguments[0] is "watch" or "server" || arguments.Contains("--keep"))
        {
            await process.LineAsync(_ => true, $"naming {string.Join(' ', arguments)} says something");
            await process.InterruptAsync();
        }

        (await process.EndAsync()).Exits(0);
    }

    private async Task<HashSet<string>> VerbsAsync(params string[] of)
    {
        var help = (await _desk.NamingAsync([.. of, "--help"])).Exits(0);
        return [.. help.Lines.SkipWhile(line => line != "Commands:").Skip(1).Select(line => line.Trim().Split(' ')[0])];
    }

    [GeneratedRegex("""(?:^|`)(?:\./)?naming (?<verb>[a-z]+)(?: (?<sub>[a-z]+))?(?=[ `\n])""", RegexOptions.Multiline)]
    private static partial Regex CodeSpan();

    [GeneratedRegex("""'naming (?<verb>[a-z]+)(?: (?<sub>[a-z]+))?'""")]
    private static partial Regex Quoted();

    [GeneratedRegex("""(?:^|`)(?:\./)?naming (?<arguments>[^`#\n]+)""", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    [GeneratedRegex("""curl -X (?<method>[A-Z]+) '(?<url>[^']+)' -d '(?<body>[^']+)'""")]
    private static partial Regex Curl();
}
