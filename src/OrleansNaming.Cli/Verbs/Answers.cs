using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OrleansNaming.Api;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Verbs;

/// <summary>Answers that several verbs give alike.</summary>
internal static class Answers
{
    /// <summary>A write, with its token.</summary>
    public static void Written(this Terminal terminal, bool json, string what, Token token) =>
        terminal.Answer(json, new ApiWritten(token.ToString()), ApiJson.Default.ApiWritten, () => terminal.Say($"{what}   token {token}"));

    /// <summary>One answer of the API with another one as a member more.</summary>
    public static JsonObject Beside<T, TMore>(T value, JsonTypeInfo<T> type, string member, TMore more, JsonTypeInfo<TMore> moreType)
    {
        var both = JsonSerializer.SerializeToNode(value, type)!.AsObject();
        both.Add(member, JsonSerializer.SerializeToNode(more, moreType));
        return both;
    }

    /// <summary>Makes a verb of one call that answers nothing, and of the words for its success.</summary>
    public static void SetCall(this Command command, Terminal terminal, Func<ParseResult, string> done, Func<HttpNamingClient, ParseResult, CancellationToken, Task> call)
    {
        var connection = new Connection(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var opened = connection.Open(parsed);
            await call(opened.Client, parsed, stop).ConfigureAwait(false);
            var word = done(parsed);
            terminal.Answer(connection.WantsJson(parsed), new DoneLine(word), CliJson.Default.DoneLine, () => terminal.Say(word));
            return ExitCode.Yes;
        });
    }
}
