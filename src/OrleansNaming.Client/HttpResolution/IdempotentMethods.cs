namespace OrleansNaming.HttpResolution;

/// <summary>Methods of which a second call does what one does (RFC 9110 9.2.2): what was not sent may be sent elsewhere, as callers expect.</summary>
internal static class IdempotentMethods
{
    public static bool Include(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Put || method == HttpMethod.Delete
        || method == HttpMethod.Options || method == HttpMethod.Trace;
}
