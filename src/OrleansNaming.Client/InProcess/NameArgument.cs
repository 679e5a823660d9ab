namespace OrleansNaming.InProcess;

/// <summary>Checks what a caller passes, at the public edge.</summary>
internal static class NameArgument
{
    /// <exception cref="NamingException">It is no name; the message says which segment is wrong.</exception>
    public static void ThrowIfInvalid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Explain(name) is { } why)
        {
            throw new NamingException(Refusal.Invalid, why);
        }
    }

    /// <summary>The root is a context too; anything else is a name, one of the tree's by its flat path.</summary>
    public static void ThrowIfNoContext(string context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Length > 0 && NamePath.CheckTree(context) is not null)
        {
            ThrowIfInvalid(context); // Says which segment.
            throw new NamingException(Refusal.Invalid, $"the name is wrong: {NamePath.CheckTree(context)}");
        }
    }

    /// <summary>Says which segment of a name is wrong and why, or null when none is.</summary>
    public static string? Explain(string name)
    {
        if (NamePath.Check(name) is not { } why)
        {
            return null;
        }

        var segments = name.Split('/', NamePath.DepthMax + 2);
        for (var i = 0; i < Math.Min(segments.Length, NamePath.DepthMax); i++)
        {
            if (NamePath.CheckSegment(segments[i]) is { } wrong)
            {
                return $"segment {i + 1} of the name is wrong: {wrong}. A name is 1 to {NamePath.DepthMax} segments joined by '/', each 1 to {NamePath.SegmentLengthMax} of a-z 0-9 - _ .";
            }
        }

        return $"the name is wrong: {why}";
    }
}
