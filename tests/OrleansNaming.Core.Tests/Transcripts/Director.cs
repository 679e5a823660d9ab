using System.Globalization;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>Understands one command line: the words are listed in README.md.</summary>
internal sealed class Director(Scene scene)
{
    private readonly Cast _cast = new(scene);
    private readonly Links _links = new(scene);
    private readonly Views _views = new(scene);
    private readonly Clients _clients = new(scene);

    /// <summary>Carries a command out; what was printed meanwhile.</summary>
    public List<string> Carry(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        scene.Lines.Clear();
        if (!Carry(words[0], words[1..]))
        {
            scene.Lines.Add($"no such command: {command}");
        }

        return [.. scene.Lines];
    }

    private bool Carry(string verb, string[] words) =>
        Stage(verb, words) || _cast.Carry(verb, words) || _links.Carry(verb, words) || _views.Carry(verb, words) || _clients.Carry(verb, words);

    private bool Stage(string verb, string[] words)
    {
        switch (verb)
        {
            case "trace":
                scene.Trace = words.Aggregate(Told.Nothing, (all, word) => all | Enum.Parse<Told>(word is "on" ? "All" : word is "off" ? "Nothing" : word, ignoreCase: true));
                return true;
            case "tick":
                scene.Run(Time(words[0]));
                return true;
            case "settle":
                scene.Settle(words.Length == 0 ? TimeSpan.FromMilliseconds(20) : Time(words[0]));
                return true;
            default:
                return false;
        }
    }

    public static TimeSpan Time(string text) => text.EndsWith("ms", StringComparison.Ordinal)
        ? TimeSpan.FromMilliseconds(double.Parse(text[..^2], CultureInfo.InvariantCulture))
        : TimeSpan.FromSeconds(double.Parse(text[..^1], CultureInfo.InvariantCulture));
}
