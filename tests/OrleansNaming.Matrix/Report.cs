namespace OrleansNaming.Matrix;

/// <summary>The end of a test run, in the order in which it is read: what failed, what was skipped and why, the rows, the totals.</summary>
internal sealed class Report(IReadOnlyCollection<TestResult> results, RowMatrix matrix, string? orleansRun, AllowedSkips allowed)
{
    private const double SlowSeconds = 60;

    public bool Succeeded => !Of(Outcome.Failed).Any() && Of(Outcome.Skipped).All(allowed.Accepts) && !matrix.Unknown.Any();

    public void Print(TextWriter output)
    {
        Each(output, "failed", Of(Outcome.Failed).Select(test => $"{test.Name}: {test.Reason.Split('\n')[0]}"));
        Each(output, "skipped", Of(Outcome.Skipped).GroupBy(test => test.Reason).Select(group => $"{group.Count()} because: {group.Key}"));
        Each(output, "skip not allowed", Of(Outcome.Skipped).Where(test => !allowed.Accepts(test)).Select(test => $"{test.Name}: {test.Reason}"));
        Each(output, $"took over {SlowSeconds:0} s", results.Where(test => test.Seconds > SlowSeconds).Select(test => $"{test.Name}: {test.Seconds:0} s"));
        Each(output, "no such row or engine", matrix.Unknown);
        output.WriteLine();
        matrix.Print(output);
        if (orleansRun is not null)
        {
            output.WriteLine(orleansRun);
        }

        output.WriteLine($"{Of(Outcome.Passed).Count()} passed, {Of(Outcome.Failed).Count()} failed, {Of(Outcome.Skipped).Count()} skipped");
    }

    private static void Each(TextWriter output, string title, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine($"{title}: {line}");
        }
    }

    private IEnumerable<TestResult> Of(Outcome outcome) => results.Where(test => test.Outcome == outcome);
}
