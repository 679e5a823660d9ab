using System.Globalization;
using System.Text;

namespace OrleansNaming.Tracks.Language;

/// <summary>Cuts a text into words. The first thing that is no word ends it with an error.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Symbols = ["<>", "<=", ">=", "=", "<", ">", "+", "-", "(", ")", ","];

    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <summary>Where the text stopped to make sense; null when all of it does.</summary>
    public TrackError? Error { get; private set; }

    /// <summary>The words, with <see cref="TokenKind.End"/> behind them.</summary>
    public List<Token> Read()
    {
        while (Error is null && SkipToWord())
        {
            ReadWord(text[_at]);
        }

        Add(TokenKind.End, "", null, _at);
        return _tokens;
    }

    private bool SkipToWord()
    {
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '\n')
            {
                NewLine();
            }
            else if (text[_at] == '-' && _at + 1 < text.Length && text[_at + 1] == '-')
            {
                _at = text.IndexOf('\n', _at) is >= 0 and var end ? end - 1 : text.Length - 1;
            }
            else if (text[_at] is not (' ' or '\t' or '\r'))
            {
                return true;
            }
        }

        return false;
    }

    private void ReadWord(char first)
    {
        var start = _at;
        if (char.IsAsciiLetter(first) || first == '_')
        {
            Skip(character => char.IsAsciiLetterOrDigit(character) || character == '_');
            Add(TokenKind.Word, text[start.._at], null, start);
        }
        else if (char.IsAsciiDigit(first))
        {
            ReadNumber(start);
        }
        else if (first is '\'' or '"' or '[')
        {
            ReadQuoted(first == '[' ? ']' : first, start);
        }
        else if (Symbols.FirstOrDefault(symbol => text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal)) is { } symbol)
        {
            _at += symbol.Length;
            Add(TokenKind.Symbol, symbol, null, start);
        }
        else
        {
            Fail(start, char.IsControl(first) || char.IsSurrogate(first) ? $"the character U+{(int)first:X4} has no meaning here" : $"'{first}' has no meaning here");
        }
    }

    /// <summary>A number, or a time, which begins as one: four digits, a hyphen, two digits, a hyphen.</summary>
    private void ReadNumber(int start)
    {
        if (_at + 7 < text.Length && text[_at + 4] == '-' && text[_at + 7] == '-' && char.IsAsciiDigit(text[_at + 5]))
        {
            Skip(character => char.IsAsciiLetterOrDigit(character) || character is '-' or ':' or '.' or '+');
            if (Instants.TryParse(text[start.._at], out var instant))
            {
                Add(TokenKind.Time, text[start.._at], instant, start);
                return;
            }

            Fail(start, $"'{Short(text[start.._at])}' is no date; write 2026-12-01, 2026-12-01T08:00Z or 2026-12-01T08:00+01:00");
            return;
        }

        Skip(character => char.IsAsciiDigit(character) || character == '.');
        if (decimal.TryParse(text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && text[_at - 1] != '.')
        {
            Add(TokenKind.Number, text[start.._at], number, start);
            return;
        }

        Fail(start, $"'{Short(text[start.._at])}' is no number of at most 28 digits");
    }

    /// <summary>Up to the closing quote; a doubled one stands for itself. Text may run over lines.</summary>
    private void ReadQuoted(char close, int start)
    {
        var (line, lineStart) = (_line, _lineStart);
        var content = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            var character = text[_at];
            if (character == close && (_at + 1 >= text.Length || text[_at + 1] != close))
            {
                _at++;
                _tokens.Add(new Token(close == ']' ? TokenKind.Bracketed : TokenKind.Text, content.ToString(), null, line, start - lineStart + 1));
                return;
            }

            if (!MayHold(character))
            {
                Fail(_at, $"a text cannot hold the character U+{(int)character:X4}");
                return;
            }

            content.Append(character);
            _at += character == close || char.IsHighSurrogate(character) ? 1 : 0;
            if (char.IsHighSurrogate(character))
            {
                content.Append(text[_at]);
            }

            if (character == '\n')
            {
                NewLine();
            }
        }

        (_line, _lineStart) = (line, lineStart);
        Fail(start, $"the {(close == ']' ? "bracket" : "quote")} that is opened here is never closed");
    }

    private bool MayHold(char character) =>
        character is '\n' or '\t' or '\r' || (!char.IsControl(character) && (!char.IsSurrogate(character) || (_at + 1 < text.Length && char.IsSurrogatePair(character, text[_at + 1]))));

    private void Skip(Func<char, bool> belongs)
    {
        while (_at < text.Length && belongs(text[_at]))
        {
            _at++;
        }
    }

    private void NewLine() => (_line, _lineStart) = (_line + 1, _at + 1);

    private void Add(TokenKind kind, string word, object? value, int start) => _tokens.Add(new Token(kind, word, value, _line, start - _lineStart + 1));

    private void Fail(int at, string message) => Error = new TrackError(_line, at - _lineStart + 1, message);

    private static string Short(string word) => word.Length > 40 ? word[..40] + "…" : word;
}
