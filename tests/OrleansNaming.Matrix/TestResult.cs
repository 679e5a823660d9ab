namespace OrleansNaming.Matrix;

/// <summary>One test as it went, with the rows and engines that its traits name.</summary>
internal sealed record TestResult(string Name, Outcome Outcome, string Reason, double Seconds, ILookup<string, string> Traits)
{
    private const string Simulated = "Simulated";

    /// <summary>The cells that this test fills: <c>B4@Lan</c> names its engine, a bare <c>B4</c> takes those of the class.</summary>
    public IEnumerable<(string Row, string Engine)> Cells =>
        Traits["Row"].SelectMany(row => row.Split('@') is [var name, var engine] ? [(name, engine)] : Engines.Select(engine => (row, engine)));

    private IEnumerable<string> Engines => Traits["Engine"].DefaultIfEmpty(Simulated);
}
