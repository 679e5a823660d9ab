using System.Text;
using OrleansNaming.Tracks.Definitions;

namespace OrleansNaming.Tracks.Language;

/// <summary>Text with columns in it: <c>renew {host}</c>. A doubled brace stands for itself.</summary>
internal static class Template
{
    /// <summary>Cuts a template into its parts.</summary>
    /// <returns>The parts, and what is wrong with it or null.</returns>
    public static (IReadOnlyList<TemplatePart> Parts, string? Error) Parse(string text)
    {
        var parts = new List<TemplatePart>();
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                plain.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                plain.Append(text[i++]);
            }
            else if (text[i] == '}' || text.IndexOf('}', i) is not (> 0 and var end) || !TrackColumn.IsName(text[(i + 1)..end]))
            {
                return (parts, $"the brace at {i + 1} of this text belongs to no {{column}}; double it if it is meant");
            }
            else
            {
                parts.Add(new TemplatePart(plain.ToString(), false));
                parts.Add(new TemplatePart(text[(i + 1)..end], true));
                plain.Clear();
                i = end;
            }
        }

        parts.Add(new TemplatePart(plain.ToString(), false));
        return (parts, null);
    }
}
