using OrleansNaming.Tracks.Definitions;

namespace OrleansNaming.Tracks.Language;

/// <summary>A function of the language.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Parameters">The types that it takes; null for any, the same for all such.</param>
/// <param name="Result">What it gives; null for the type of what it took.</param>
/// <param name="Purpose">What it is good for.</param>
internal sealed record TrackFunction(string Name, TrackType?[] Parameters, TrackType? Result, string Purpose)
{
    /// <summary>All there are (docs/tracks.md).</summary>
    public static IReadOnlyList<TrackFunction> All { get; } =
    [
        new("now", [], TrackType.Time, "the time at which the step is taken"),
        new("visits", [], TrackType.Number, "how many steps the record has taken before"),
        new("lower", [TrackType.Text], TrackType.Text, "in lower case"),
        new("upper", [TrackType.Text], TrackType.Text, "in upper case"),
        new("trim", [TrackType.Text], TrackType.Text, "without blanks at both ends"),
        new("length", [TrackType.Text], TrackType.Number, "UTF-16 units of a text"),
        new("contains", [TrackType.Text, TrackType.Text], TrackType.Boolean, "whether the first text holds the second"),
        new("abs", [TrackType.Number], TrackType.Number, "without its sign"),
        new("round", [TrackType.Number], TrackType.Number, "the nearest whole number, the even one of two"),
        new("day", [TrackType.Time], TrackType.Time, "the beginning of that day in UTC"),
        new("coalesce", [null, null], null, "the first, or the second where that is null"),
    ];

    public static TrackFunction? Find(string name) => All.FirstOrDefault(function => function.Name == name);
}
