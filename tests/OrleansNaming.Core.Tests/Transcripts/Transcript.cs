using System.Text;
using System.Text.RegularExpressions;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>
/// A file: comments, then blocks of command lines, <c>----</c>, the output of those commands, and an empty line. A block without
/// <c>----</c> is a new one; playing it adds its output.
/// </summary>
internal sealed partial class Transcript
{
    /// <summary>What a transcript proves that names rules of the protocol and no row.</summary>
    public const string Rule = "Rule";

    private const string Divider = "----";

    private static readonly string Folder = RepositoryRoot.File("tests", "OrleansNaming.Core.Tests", "Transcripts");

    private readonly List<TranscriptBlock> _blocks = [];
    private readonly string _file;

    private Transcript(string file)
    {
        (_file, Text) = (file, File.ReadAllText(file).ReplaceLineEndings("\n"));
        foreach (var paragraph in Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = paragraph.Trim('\n').Split('\n').TakeWhile(line => line != Divider).ToList();
            _blocks.Add(new TranscriptBlock(lines));
        }
    }

    public string Text { get; }

    /// <summary>The rows in the first line: "# B3, B4. What it shows", or <see cref="Rule"/> for "# Rule 10. …".</summary>
    public IReadOnlyList<string> Rows => [.. Row().Matches(Text.Split('.')[0]).Select(match => match.Value).DefaultIfEmpty(Rule)];

    /// <summary>All transcripts, in order.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static Transcript Read(string name) => new(Path.Combine(Folder, name + ".txt"));

    public void Rewrite(string text) => File.WriteAllText(_file, text);

    /// <summary>Runs all commands in a fresh scene; the file's text with the output that they gave.</summary>
    public string Play()
    {
        var director = new Director(new Scene());
        var text = new StringBuilder();
        foreach (var block in _blocks)
        {
            text.Append(text.Length == 0 ? "" : "\n").AppendJoin('\n', block.Lines).Append('\n');
            if (block.HasCommands)
            {
                var output = block.Commands.SelectMany(director.Carry).DefaultIfEmpty("ok");
                text.Append(Divider).Append('\n').AppendJoin('\n', output.ToList()).Append('\n');
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\b[BME]\d+b?\b")]
    private static partial Regex Row();
}
