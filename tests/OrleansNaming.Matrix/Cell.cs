namespace OrleansNaming.Matrix;

/// <summary>What all tests of one row on one engine say together.</summary>
internal sealed record Cell(IReadOnlyList<TestResult> Tests)
{
    public override string ToString()
    {
        var (failed, passed, skipped) = (Count(Outcome.Failed), Count(Outcome.Passed), Count(Outcome.Skipped));
        return (failed, passed, skipped) switch
        {
            (0, 0, 0) => "missing",
            ( > 0, _, _) => $"FAILED {failed} of {Tests.Count}",
            (0, 0, _) => $"skipped ({Reasons})",
            (0, _, 0) => $"passed {passed}",
            _ => $"passed {passed}, skipped {skipped} ({Reasons})",
        };
    }

    private string Reasons => string.Join("; ", Tests.Where(test => test.Outcome == Outcome.Skipped).Select(test => test.Reason).Distinct());

    private int Count(Outcome outcome) => Tests.Count(test => test.Outcome == outcome);
}
