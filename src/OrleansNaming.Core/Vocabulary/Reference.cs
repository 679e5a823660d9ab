using System.Text;

namespace OrleansNaming;

/// <summary>What is bound to a name of the tree instead of a service: a value, a link or a context (row B14). Immutable; equal by content.</summary>
public sealed class Reference : IEquatable<Reference>
{
    /// <summary>The content type of a value that was given as text.</summary>
    public const string PlainText = "text/plain; charset=utf-8";

    internal Reference(ReferenceKind kind, string contentType, ReadOnlyMemory<byte> content, string target)
    {
        Kind = kind;
        ContentType = contentType;
        Content = content;
        Target = target;
    }

    /// <summary>A context that is there though nothing is bound below it.</summary>
    public static Reference Context { get; } = new(ReferenceKind.Context, "", default, "");

    /// <summary>Value, link or context; a service has no reference.</summary>
    public ReferenceKind Kind { get; }

    /// <summary>A value's media type, at most 255 characters; empty for a link.</summary>
    public string ContentType { get; }

    /// <summary>A value's bytes, at most 8 KiB.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>
    /// A link's target, a composite name. One that begins with <c>./</c> is relative to the context that the link is bound in, every other one
    /// to the root (JNDI, <c>LinkRef</c>).
    /// </summary>
    public string Target { get; }

    /// <summary>A value's bytes as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Content.Span);

    /// <summary>A text.</summary>
    public static Reference Value(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Value(Encoding.UTF8.GetBytes(text), PlainText);
    }

    /// <summary>Bytes with their media type. What is wrong with them is said by the bind.</summary>
    public static Reference Value(ReadOnlySpan<byte> content, string contentType)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        return new Reference(ReferenceKind.Value, contentType, content.ToArray(), "");
    }

    /// <summary>A link. Its target need not be bound.</summary>
    public static Reference Link(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new Reference(ReferenceKind.Link, "", default, target);
    }

    /// <summary>Says what is wrong with it, or null when it can be bound.</summary>
    public string? Check() => Kind switch
    {
        ReferenceKind.Value when Content.Length > Limits.ValueBytes => $"a value of {Content.Length} bytes: at most {Limits.ValueBytes} are allowed",
        ReferenceKind.Value when ContentType.Length is 0 or > Limits.TextLength => $"a content type has 1 to {Limits.TextLength} characters",
        ReferenceKind.Value when ContentType.Any(c => c is < ' ' or > '~') => "a content type is printable ASCII (RFC 9110 8.3)",
        ReferenceKind.Link => CheckTarget(),
        _ => null,
    };

    /// <inheritdoc/>
    public bool Equals(Reference? other) => ReferenceEquals(this, other)
        || (other is not null && Kind == other.Kind && ContentType == other.ContentType && Target == other.Target
            && Content.Span.SequenceEqual(other.Content.Span));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Reference);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, ContentType, Target, Content.Length);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ReferenceKind.Value => $"{Content.Length} bytes of {ContentType}",
        ReferenceKind.Link => $"link to {Target}",
        _ => "context",
    };

    private string? CheckTarget() =>
        !CompositeName.TryParse(Target.StartsWith("./", StringComparison.Ordinal) ? Target[2..] : Target, out var target, out var why) ? $"the link's target: {why}"
        : target.IsEmpty ? "the link's target is empty"
        : target.CheckPath() is { } wrong ? $"the link's target: {wrong}"
        : null;
}
