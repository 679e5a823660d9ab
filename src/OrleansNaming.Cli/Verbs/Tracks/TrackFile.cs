using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary>The file that a verb reads a track from: its text, or a drawing if it ends in .json; <c>-</c> for what is piped in.</summary>
internal sealed class TrackFile
{
    private readonly Argument<string> _file = new("file") { Description = "The track's text, or a drawing if it ends in .json; - for standard input." };

    public TrackFile(Command command) => command.Arguments.Add(_file);

    public string NameOf(ParseResult parsed) => parsed.GetValue(_file)!;

    /// <exception cref="UsageException">It cannot be read.</exception>
    public async Task<Func<HttpContent>> ReadAsync(ParseResult parsed, CancellationToken stop)
    {
        var name = NameOf(parsed);
        try
        {
            var text = name == "-" ? await Console.In.ReadToEndAsync(stop).ConfigureAwait(false) : await File.ReadAllTextAsync(name, stop).ConfigureAwait(false);
            var type = new MediaTypeHeaderValue(name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "application/json" : "text/plain", "utf-8");
            return () => new StringContent(text, Encoding.UTF8, type);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{name}' cannot be read: {e.Message}");
        }
    }
}
