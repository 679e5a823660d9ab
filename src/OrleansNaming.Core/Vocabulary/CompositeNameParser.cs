using System.Text;

namespace OrleansNaming;

/// <summary>Reads a composite name's text form from left to right.</summary>
internal sealed class CompositeNameParser(string text)
{
    private readonly List<string> _components = [];
    private int _at;

    /// <summary>What was wrong.</summary>
    public string Why { get; private set; } = "";

    public static bool IsMeta(char c) => c is '\\' or '/' or '"' or '\'';

    /// <summary>The components, or null when the text is no composite name.</summary>
    public string[]? Read()
    {
        while (_at < text.Length)
        {
            if (!TryComponent())
            {
                return null;
            }

            if (_at >= text.Length)
            {
                break;
            }

            _at++;
            if (_at == text.Length && _components.Exists(component => component.Length > 0))
            {
                _components.Add(""); // "x/" has an empty last component; "/" alone is one empty component.
            }
        }

        return [.. _components];
    }

    private bool TryComponent()
    {
        var component = new StringBuilder();
        var quote = text[_at] is '"' or '\'' ? text[_at++] : '\0';
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == quote)
            {
                return TryClose(component);
            }

            if (quote == '\0' && text[_at] == '/')
            {
                break;
            }

            if (text[_at] == '\\' && _at + 1 < text.Length && IsMeta(text[_at + 1]))
            {
                _at++;
            }

            component.Append(text[_at]);
        }

        if (quote != '\0')
        {
            Why = $"the quote {quote} is not closed";
            return false;
        }

        _components.Add(component.ToString());
        return true;
    }

    private bool TryClose(StringBuilder component)
    {
        _at++;
        if (_at < text.Length && text[_at] != '/')
        {
            Why = $"'{text[_at]}' follows a closing quote: a separator or the end must";
            return false;
        }

        _components.Add(component.ToString());
        return true;
    }
}
