using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace OrleansNaming.Cli;

/// <summary>
/// Writes answers: tables for people, JSON for programs. Names and metadata come from the network: control characters are shown as
/// spaces, so that no name can drive a terminal.
/// </summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    public TextWriter Output => output;

    public void Complain(string message) => error.WriteLine($"naming: {Plain(message)}");

    public void Say(string line) => output.WriteLine(Plain(line));

    public void Json<T>(T value, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(value, type));

    /// <summary>One answer in the form that was asked for. How the tool exits is the caller's matter: it is the same in both.</summary>
    public void Answer<T>(bool json, T value, JsonTypeInfo<T> type, Action show)
    {
        if (json)
        {
            Json(value, type);
        }
        else
        {
            show();
        }
    }

    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().NoBorder();
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading)) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(Plain(cell)))]);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = 1_000;
        console.Write(table);
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(char.IsControl(c) ? ' ' : c);
        }

        return plain.ToString();
    }
}
