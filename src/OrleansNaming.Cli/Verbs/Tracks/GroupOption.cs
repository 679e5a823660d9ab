using System.CommandLine;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary>Which group of servers a verb is about, and where its API stands.</summary>
internal sealed class GroupOption
{
    private readonly Option<string> _group = new("--group", "-g") { Description = "The group.", DefaultValueFactory = static _ => "default" };

    public GroupOption(Command command) => command.Options.Add(_group);

    /// <summary>What stands below the group's own path.</summary>
    public Uri At(ParseResult parsed, string path) => HttpNamingClient.Relative($"{PathOf(parsed)}/{path}");

    /// <summary>What somebody named, in a collection of the group.</summary>
    public Uri At(ParseResult parsed, string collection, Argument<string> name, string behind = "") => At(parsed, $"{collection}/{Uri.EscapeDataString(parsed.GetValue(name)!)}{behind}");

    private string PathOf(ParseResult parsed) => $"v1/tracks/{Uri.EscapeDataString(parsed.GetValue(_group)!)}";
}
