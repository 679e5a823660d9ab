namespace OrleansNaming.Cli.Verbs;

/// <summary>Seconds as somebody typed them.</summary>
internal static class Seconds
{
    /// <summary>As a time. What no time can hold, or is no number, becomes one that no limit allows, so that it is refused with the limit's own words.</summary>
    public static TimeSpan Of(double seconds) => TimeSpan.FromSeconds(double.IsNaN(seconds) ? -1 : Math.Clamp(seconds, -1, 1e6));
}
