namespace OrleansNaming.Matrix;

/// <summary>The reasons that a run accepts for a skip: a file with one reason a line, comments after '#'; no file means any, strict means none.</summary>
internal sealed class AllowedSkips(IReadOnlySet<string>? reasons)
{
    public static AllowedSkips Any { get; } = new((IReadOnlySet<string>?)null);

    public static AllowedSkips None { get; } = new(new HashSet<string>());

    public static AllowedSkips From(string file) =>
        new(File.ReadLines(file).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal));

    public bool Accepts(TestResult skipped) => reasons is null || skipped.Reason.Split("; ").All(reasons.Contains);
}
