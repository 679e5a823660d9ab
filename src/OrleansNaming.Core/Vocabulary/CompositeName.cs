using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OrleansNaming;

/// <summary>
/// A name of the tree as its components, and the text form of it that JNDI's <c>CompositeName</c> states: components joined by <c>/</c>;
/// <c>\</c> escapes a following <c>\</c>, <c>/</c>, <c>'</c> or <c>"</c> and else stands for itself; a component that begins with a quote ends
/// with the same quote. Immutable; equal by components, exactly.
/// </summary>
/// <remarks>
/// JNDI knows empty components (<c>/x</c> has two); this value carries them, and <see cref="CheckPath"/> refuses them, as no name of the tree
/// has any. A service's name is its own text form: nothing in it needs an escape.
/// </remarks>
public sealed class CompositeName : IEquatable<CompositeName>
{
    private readonly string[] _components;

    private CompositeName(string[] components) => _components = components;

    /// <summary>The name of the root: no components.</summary>
    public static CompositeName Empty { get; } = new([]);

    /// <summary>The components, outermost first.</summary>
    public IReadOnlyList<string> Components => _components;

    /// <summary>How many components it has.</summary>
    public int Count => _components.Length;

    /// <summary>Whether it names the root.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The last component.</summary>
    /// <exception cref="InvalidOperationException">It is empty.</exception>
    public string Leaf => IsEmpty ? throw new InvalidOperationException("the empty name has no last component") : _components[^1];

    /// <summary>All but the last component.</summary>
    /// <exception cref="InvalidOperationException">It is empty.</exception>
    public CompositeName Parent => IsEmpty ? throw new InvalidOperationException("the root is in no context") : Prefix(Count - 1);

    /// <summary>A name of these components; each is taken as it is.</summary>
    public static CompositeName Of(params IEnumerable<string> components) => new([.. components]);

    /// <summary>Reads the text form.</summary>
    /// <exception cref="NamingException">It is none (<see cref="Refusal.Invalid"/>).</exception>
    public static CompositeName Parse(string text) =>
        TryParse(text, out var name, out var why) ? name : throw new NamingException(Refusal.Invalid, $"'{text}' is no composite name: {why}");

    /// <summary>Reads the text form, or says why it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CompositeName? name, [NotNullWhen(false)] out string? why)
    {
        var parser = new CompositeNameParser(text ?? "");
        name = parser.Read() is { } components ? new CompositeName(components) : null;
        why = name is null ? parser.Why : null;
        return name is not null;
    }

    /// <summary>This name, then the other below it: relative composition.</summary>
    public CompositeName Add(CompositeName suffix)
    {
        ArgumentNullException.ThrowIfNull(suffix);
        return new([.. _components, .. suffix._components]);
    }

    /// <summary>This name and one more component.</summary>
    public CompositeName Add(string component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return new([.. _components, component]);
    }

    /// <summary>The first components.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public CompositeName Prefix(int count) => new(_components[..count]);

    /// <summary>The components from one on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public CompositeName Suffix(int start) => new(_components[start..]);

    /// <summary>Whether the other's components are the first of this one's.</summary>
    public bool StartsWith(CompositeName prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return _components.AsSpan().StartsWith(prefix._components);
    }

    /// <summary>Says why it is no name of the tree, or null when it is one (design rule 18). The root is one.</summary>
    public string? CheckPath() => IsEmpty ? null : NamePath.CheckTree(Path);

    /// <inheritdoc/>
    public bool Equals(CompositeName? other) => other is not null && _components.AsSpan().SequenceEqual(other._components);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CompositeName);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var component in _components)
        {
            hash.Add(component, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>The text form; reading it gives the same name back.</summary>
    public override string ToString()
    {
        // One empty component is "/", two are "//": without a last separator "" would be the empty name (JNDI, CompositeName).
        var text = string.Join('/', _components.Select(Print));
        return !IsEmpty && _components.All(component => component.Length == 0) ? text + "/" : text;
    }

    /// <summary>
    /// The flat full path by which lists and indexes hold it: components joined by '/', with '/' and '%' inside of one as %2F and %25 (RFC 3986
    /// 2.1), so that a path splits at every '/' that stands in it. Empty for the root.
    /// </summary>
    internal string Path => string.Join('/', _components.Select(component => component.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal)));

    /// <summary>The name that a valid flat path stands for.</summary>
    internal static CompositeName FromPath(string path) => path.Length == 0 ? Empty : new(
        [.. path.Split('/').Select(segment => segment.Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal))]);

    private static string Print(string component)
    {
        if (component.Contains('/', StringComparison.Ordinal))
        {
            return Quoted(component);
        }

        var text = new StringBuilder();
        for (var at = 0; at < component.Length; at++)
        {
            var isOpening = at == 0 && component[at] is '"' or '\'';
            if (isOpening || NeedsEscape(component, at))
            {
                text.Append('\\');
            }

            text.Append(component[at]);
        }

        return text.ToString();
    }

    /// <summary>A backslash before what it would escape; a last one, because a separator may follow.</summary>
    private static bool NeedsEscape(string component, int at) =>
        component[at] == '\\' && (at + 1 == component.Length || CompositeNameParser.IsMeta(component[at + 1]));

    private static string Quoted(string component)
    {
        var text = new StringBuilder("\"");
        for (var at = 0; at < component.Length; at++)
        {
            if (component[at] == '"' || NeedsEscape(component, at))
            {
                text.Append('\\');
            }

            text.Append(component[at]);
        }

        return text.Append('"').ToString();
    }
}
