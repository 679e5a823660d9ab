using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Triggers;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Wire;

namespace OrleansNaming.Tracks.Language;

/// <summary>
/// Reads a track's text (grammar: docs/tracks.md): recursive descent, one word ahead. A word that cannot stand where it stands ends the reading; what is well formed and wrong, a
/// type or an unknown name, is noted, and reading goes on. Bounded: <see cref="DepthMax"/>, <see cref="Reading{T}.ErrorsMax"/>, and the lists of the model.
/// </summary>
internal sealed partial class TrackParser
{
    private const int DepthMax = 64;
    private const int OperatorsMax = 1_000; // of one step: how deep a chain of AND, OR, + and - may become

    private readonly List<Token> _tokens;
    private readonly List<TrackError> _errors = [];
    private readonly List<Token> _targets = [];
    private readonly TrackVocabulary? _vocabulary;
    private TrackSource? _source;
    private bool _hasFailed; // Invariant: then _at is at the end, so that every loop ends, and no error is added.
    private int _depth;
    private int _operators;
    private int _at;

    private TrackParser(string text, TrackSource? source, TrackVocabulary? vocabulary)
    {
        var lexer = new Lexer(text);
        (_tokens, _source, _vocabulary) = (lexer.Read(), source, vocabulary);
        if (lexer.Error is { } error)
        {
            _errors.Add(error);
            (_hasFailed, _at) = (true, _tokens.Count - 1);
        }
    }

    private Token Current => _tokens[_at];

    /// <summary>Reads a whole text, or a part of one for which <paramref name="read"/> is a rule of the grammar.</summary>
    public static Reading<T> Read<T>(string text, TrackSource? source, Func<TrackParser, T> read, TrackVocabulary? vocabulary = null)
        where T : class
    {
        var parser = new TrackParser(text, source, vocabulary);
        var value = read(parser);
        if (parser.Current.Kind != TokenKind.End)
        {
            parser.Fail($"{parser.Current.Shown} stands behind the end");
        }

        return parser._errors.Count == 0 ? new Reading<T>(value, []) : new Reading<T>(null, [.. parser._errors.OrderBy(error => (error.Line, error.Column))]);
    }

    /// <summary>TRACK "id" [VERSION n] [GROUP "group"] trigger… GATHER … step… END</summary>
    public TrackDefinition Track()
    {
        Expect("TRACK");
        var id = Name("a track's name");
        var version = Take("VERSION") ? Whole(1, int.MaxValue, "a version") : 1;
        var group = "default";
        if (Take("GROUP"))
        {
            var at = Current;
            group = Text("a group's name");
            if (NamePath.CheckSegment(group) is { } why)
            {
                Complain(at, $"'{group}' is no group's name: {why}");
            }
        }

        var triggers = new List<TrackTrigger>();
        while (IsTrigger())
        {
            Room(triggers.Count, TrackDefinition.TriggersMax, "triggers");
            triggers.Add(Trigger());
        }

        _source = Source();
        var steps = Steps();
        Expect("END", "STEP");
        return new TrackDefinition(id, version, group, [.. triggers], _source, [.. steps]);
    }

    private bool Take(string word)
    {
        if (!Current.Is(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Takes the first word; the others are named where it is missing.</summary>
    private void Expect(params string[] words)
    {
        if (!Take(words[0]))
        {
            Unexpected(words);
        }
    }

    private void Unexpected(params string[] words) => Fail(
        $"expected {(words.Length > 1 ? string.Join(", ", words[..^1]) + " or " : "")}{words[^1]}, found {Current.Shown}",
        Current.Kind == TokenKind.Word ? Nearest.To(Current.Text, words.Where(word => char.IsAsciiLetterUpper(word[0]))) : null);

    private string Text(string what)
    {
        if (Current.Kind != TokenKind.Text)
        {
            Fail($"expected {what} in quotes, found {Current.Shown}");
            return "";
        }

        return _tokens[_at++].Text;
    }

    /// <summary>A text that names something: not empty, not long, no control characters.</summary>
    private string Name(string what)
    {
        var at = Current;
        var name = Text(what);
        if (!TrackWords.IsName(name))
        {
            Complain(at, $"{what} has 1 to {TrackLimits.NameLength} characters, none of them a control character");
        }

        return name;
    }

    private int Whole(int least, int most, string what)
    {
        if (Current is not { Kind: TokenKind.Number, Value: decimal value } || value != decimal.Truncate(value) || value < least || value > most)
        {
            Fail($"expected {what} from {least} to {most}, found {Current.Shown}");
            return least;
        }

        _at++;
        return (int)value;
    }

    /// <summary>NUMBER unit [NUMBER unit…]</summary>
    public TimeSpan Duration()
    {
        var at = Current;
        var total = 0m;
        do
        {
            var count = Current.Value as decimal? ?? 0;
            if (Current.Kind != TokenKind.Number || Durations.UnitOf(_tokens[_at + 1].Text) is not { } unit)
            {
                Fail($"expected a duration such as 1 day or 90 minutes, found {Current.Shown}");
                return TimeSpan.Zero;
            }

            _at += 2;
            total += Math.Min(count, Durations.Max.Ticks) * unit.Ticks;
        }
        while (Current.Kind == TokenKind.Number && Durations.UnitOf(_tokens[_at + 1].Text) is not null);

        if (total > Durations.Max.Ticks || total % TimeSpan.TicksPerMillisecond != 0)
        {
            Complain(at, "a duration is at most 36500 days, in whole milliseconds");
            return TimeSpan.Zero;
        }

        return new TimeSpan((long)total);
    }

    /// <summary>A name that the servers must know; without a vocabulary any.</summary>
    private string Known(Token at, string what, string name, IReadOnlyCollection<string>? known)
    {
        if (known?.Contains(name) == false)
        {
            Complain(at, $"there is no {what} '{name}' on this server", Nearest.To(name, known));
        }

        return name;
    }

    private void Room(int count, int most, string what)
    {
        if (count >= most)
        {
            Fail($"there are more than {most} {what} here");
        }
    }

    private void Fail(string message, string? suggestion = null)
    {
        Complain(Current, message, suggestion);
        (_hasFailed, _at) = (true, _tokens.Count - 1);
    }

    private void Complain(Token at, string message, string? suggestion = null)
    {
        if (!_hasFailed && _errors.Count < Reading<TrackDefinition>.ErrorsMax)
        {
            _errors.Add(new TrackError(at.Line, at.Column, message, suggestion));
        }
    }
}
