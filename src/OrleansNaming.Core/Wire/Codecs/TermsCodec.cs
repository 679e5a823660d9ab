namespace OrleansNaming.Wire.Codecs;

/// <summary>
/// On what terms a line stands at its name: 1 policy varint, 2 epoch varint, 3 kind of reference varint (left out for a service), 4 content type,
/// 5 content bytes, 6 target. What a kind has no use for is left out and, when it comes all the same, refused: one content, one encoding.
/// </summary>
internal static class TermsCodec
{
    public static void Write(ref WireWriter writer, int number, BindingTerms terms)
    {
        var start = writer.Begin(number);
        writer.U64(1, (ulong)terms.Policy);
        writer.U64(2, terms.Epoch);
        if (terms.Reference is { } reference)
        {
            writer.U64(3, (ulong)reference.Kind);
            if (reference.Kind == ReferenceKind.Value)
            {
                writer.Text(4, reference.ContentType);
                writer.Bytes(5, reference.Content.Span);
            }
            else if (reference.Kind == ReferenceKind.Link)
            {
                writer.Text(6, reference.Target);
            }
        }

        writer.End(start);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, TextPool pool, out BindingTerms? terms)
    {
        var (policy, epoch, kind) = (0, 0UL, 0);
        string? contentType = null;
        string? target = null;
        ReadOnlySpan<byte> content = default;
        var hasContent = false;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryInt((int)BindingPolicy.Unique, out policy),
                2 => field.TryU64(out epoch),
                3 => field.TryInt((int)ReferenceKind.Context, out kind),
                4 => field.TryText(1, Limits.TextLength, pool, out contentType),
                5 => field.TryBytes(out content) && content.Length <= Limits.ValueBytes && (hasContent = true),
                6 => field.TryText(1, TextPool.NameCharsMax, pool, out target),
                _ => true,
            };
        }

        var reference = valid && reader.IsAtEnd ? Build((ReferenceKind)kind, contentType, hasContent, content, target) : null;
        valid = valid && reader.IsAtEnd && (reference is not null ? reference.Check() is null : kind == 0 && contentType is null && !hasContent && target is null);
        terms = valid && (policy != 0 || epoch != 0 || reference is not null) ? new BindingTerms((BindingPolicy)policy, epoch, reference) : null;
        return terms is not null;
    }

    /// <summary>Null when the parts are not those of the kind.</summary>
    private static Reference? Build(ReferenceKind kind, string? contentType, bool hasContent, ReadOnlySpan<byte> content, string? target) => kind switch
    {
        ReferenceKind.Value when contentType is not null && hasContent && target is null => Reference.Value(content, contentType),
        ReferenceKind.Link when target is not null && contentType is null && !hasContent => Reference.Link(target),
        ReferenceKind.Context when target is null && contentType is null && !hasContent => Reference.Context,
        _ => null,
    };
}
