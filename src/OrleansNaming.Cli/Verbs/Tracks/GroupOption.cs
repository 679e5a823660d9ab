using System.CommandLine;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary>Which group of servers a verb is about, and where its API stands.</summary>
internal sealed class GroupOption
{
    private readonly Option<string> _group = new("--group", "-g") { Description = "The group.", DefaultValueFactory = static _ => "default" };

    public GroupOption(Command command) => command.Options.Add(_group);

    /// <summary>The group's own path, with no slash behind it.</summary>
    public string PathOf(ParseResult parsed) => $"v1/tracks/{parsed.GetValue(_group)}";
}
