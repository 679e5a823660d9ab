namespace OrleansNaming;

/// <summary>Says of an option that it is out of its range, in the words that all validators use.</summary>
internal static class OptionRange
{
    /// <param name="option">Its full name, such as <c>Naming:Api:Heartbeat</c>.</param>
    /// <param name="value">What it is.</param>
    /// <param name="least">The least that works.</param>
    /// <param name="most">The most that works.</param>
    /// <param name="wrong">Gets what is wrong, if it is.</param>
    /// <param name="advice">What to do, beginning with a colon; nothing by default.</param>
    public static void Check<T>(string option, T value, T least, T most, List<string> wrong, string advice = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            wrong.Add(FormattableString.Invariant($"{option} {value} is not between {least} and {most}{advice}"));
        }
    }
}
