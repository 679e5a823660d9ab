using System.Text;

namespace OrleansNaming.Api;

/// <summary>What is bound in the tree instead of a service. Of <c>text</c> and <c>base64</c> a value has one.</summary>
internal sealed record ApiReference
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary><c>value</c>, <c>link</c> or <c>context</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A value's media type; <c>text/plain; charset=utf-8</c> for a text that names none.</summary>
    public string? ContentType { get; init; }

    /// <summary>A value whose bytes are UTF-8.</summary>
    public string? Text { get; init; }

    /// <summary>Any other value.</summary>
    public string? Base64 { get; init; }

    /// <summary>A link's target: a composite name; one that begins with <c>./</c> is relative to the link's context.</summary>
    public string? Target { get; init; }

    public static ApiReference? From(Reference? reference) => reference switch
    {
        null => null,
        { Kind: ReferenceKind.Value } value => OfValue(value),
        _ => new() { Kind = ApiWord.Of(reference.Kind), Target = reference.Kind == ReferenceKind.Link ? reference.Target : null },
    };

    /// <summary>The reference, or why it is none. What it says is still to be checked.</summary>
    public Reference? ToReference(out string why)
    {
        why = "";
        switch (Kind)
        {
            case "value" when Text is not null && Base64 is null:
                return Reference.Value(Encoding.UTF8.GetBytes(Text), ContentType ?? Reference.PlainText);
            case "value" when Base64 is not null && Text is null:
                return Decoded(out why);
            case "link" when Target is not null:
                return Reference.Link(Target);
            case "context":
                return Reference.Context;
            default:
                why = "a value has 'text' or 'base64', a link has a 'target', and 'kind' is one of value and link";
                return null;
        }
    }

    private static ApiReference OfValue(Reference value)
    {
        var bare = new ApiReference { Kind = "value", ContentType = value.ContentType };
        try
        {
            return bare with { Text = Strict.GetString(value.Content.Span) };
        }
        catch (DecoderFallbackException)
        {
            return bare with { Base64 = Convert.ToBase64String(value.Content.Span) };
        }
    }

    private Reference? Decoded(out string why)
    {
        var bytes = new byte[(Base64!.Length / 4 * 3) + 3];
        var valid = Convert.TryFromBase64String(Base64, bytes, out var count);
        why = valid ? "" : "'base64' is no Base64 (RFC 4648 4)";
        return valid ? Reference.Value(bytes.AsSpan(0, count), ContentType ?? "application/octet-stream") : null;
    }
}
