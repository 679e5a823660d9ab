using System.CommandLine;
using System.CommandLine.Parsing;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Cli.Verbs;
using OrleansNaming.Cli.Verbs.Tracks;

namespace OrleansNaming.Cli;

/// <summary>The tool: a command a verb, one file each in <c>Verbs</c>; what fails is told in one line that says what to do.</summary>
internal static class NamingTool
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        // The simulator reads its own arguments: it is a program of its own that this one carries.
        if (args is ["sim", .. var rest])
        {
            return Simulation.SimCommand.Run(rest, output);
        }

        var terminal = new Terminal(output, error);
        var parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0 || MistypedOption(parsed) is not null)
        {
            terminal.Complain(WrongUsage(parsed));
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(Configuration(args, output, error)).ConfigureAwait(false);
        }
        catch (NamingException e)
        {
            terminal.Complain(e.Refusal == Refusal.Forbidden && Connection.IsPartOf(parsed.CommandResult.Command) ? $"{e.Message}. The tool shows the key of --key, or of NAMING_KEY" : e.Message);
            return ExitCode.Of(e.Refusal);
        }
        catch (UsageException e)
        {
            terminal.Complain(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Complain(e.Message); // of a file: it names it
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
    }

    /// <summary>The word that nobody knows, rather than what is missing because of it; and where the right words stand.</summary>
    private static string WrongUsage(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = $"{PathOf(command)} --help";
        var unknown = MistypedOption(parsed) ?? (parsed.UnmatchedTokens is [var first, ..] ? first : null);
        return unknown is not null
            ? $"'{unknown}' is no {(unknown.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "verb" : "argument")} here. See: {help}"
            : $"{Words(parsed.Errors[0].Message)} See: {help}";
    }

    /// <summary>The parser's words, without the name of a type of .NET that follows what it could not read.</summary>
    private static string Words(string error) => error.IndexOf(" as expected type", StringComparison.Ordinal) is var at and > 0 ? $"{error[..at]}." : error;

    /// <summary>A verb as it is typed, with those that it stands under.</summary>
    private static string PathOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "naming";

    /// <summary>A dash may begin a name, so the parser takes an option that does not exist for one: such a name must stand behind <c>--</c>.</summary>
    private static string? MistypedOption(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).FirstOrDefault(text => text.StartsWith('-'));

    /// <summary>A server ends as its host ends it, with a goodbye; the other verbs end when the parser hears the signal.</summary>
    private static InvocationConfiguration Configuration(string[] args, TextWriter output, TextWriter error)
    {
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error };
        if (args is ["server", ..])
        {
            configuration.ProcessTerminationTimeout = null;
        }
        else if (args is ["up", ..])
        {
            configuration.ProcessTerminationTimeout = TimeSpan.FromSeconds(60);
        }

        return configuration;
    }

    private static RootCommand Root(Terminal terminal)
    {
        var root = Naming(terminal);
        foreach (var verb in TrackVerbs.Create(terminal))
        {
            root.Add(verb);
        }

        return root;
    }

    private static RootCommand Naming(Terminal terminal) => new(
        "OrleansNaming: servers find each other's services, and heal what they miss.\n"
        + "Exit codes: 0 yes, 1 failed, 2 wrong usage, 3 not found, 4 no server reached, 5 refused, 6 not reached in time.")
    {
        UpVerb.Create(terminal),
        ServerVerb.Create(terminal),
        RegisterVerb.Create(terminal),
        TellVerb.Create(terminal),
        DeregisterVerb.Create(terminal),
        ResolveVerb.Create(terminal),
        ExplainVerb.Create(terminal),
        HistoryVerb.Create(terminal),
        DrainVerb.Create(terminal),
        UndrainVerb.Create(terminal),
        ListVerb.Create(terminal),
        TreeVerb.Create(terminal),
        ConflictsVerb.Create(terminal),
        ImportVerb.Create(terminal),
        WatchVerb.Create(terminal),
        ServersVerb.Create(terminal),
        StatusVerb.Create(terminal),
        NeighVerb.Create(terminal),
        NetVerb.Create(terminal),
        KeysVerb.Create(terminal),
        RolesVerb.Create(terminal),
        AuditVerb.Create(terminal),
        new Command("sim", "Run real nodes in a simulated world, from a seed (naming sim --help)."),
    };
}
