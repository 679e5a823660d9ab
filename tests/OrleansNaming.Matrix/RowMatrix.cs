namespace OrleansNaming.Matrix;

/// <summary>Rows × engines. Rows of family B always stand there; of the others those that a test carries.</summary>
internal sealed class RowMatrix(IReadOnlyCollection<TestResult> results)
{
    private static readonly string[] Engines = ["Simulated", "Lan", "Orleans"];

    private readonly ILookup<(string Row, string Engine), TestResult> _cells =
        results.SelectMany(result => result.Cells.Distinct().Select(cell => (cell, result))).ToLookup(pair => pair.cell, pair => pair.result);

    /// <summary>Rows that a test names and no requirement knows: a misspelling would otherwise prove nothing, silently.</summary>
    public IEnumerable<string> Unknown =>
        _cells.Select(cell => cell.Key).Where(cell => !Rows.All.Contains(cell.Row) || !Engines.Contains(cell.Engine)).Select(cell => $"{cell.Row}@{cell.Engine}").Distinct();

    public void Print(TextWriter output)
    {
        var carried = Rows.All.Where(Carried).ToList();
        var shown = Rows.All.Where(row => row[0] == 'B' || carried.Contains(row)).Select(Line).Prepend(["ROW", "SIMULATED", "LAN", "ORLEANS"]).ToList();
        var widths = Enumerable.Range(0, 3).Select(column => shown.Max(line => line[column].Length)).ToArray();
        foreach (var line in shown)
        {
            output.WriteLine($"{line[0].PadRight(widths[0])}  {line[1].PadRight(widths[1])}  {line[2].PadRight(widths[2])}  {line[3]}");
        }

        if (carried.Count < Rows.All.Count)
        {
            output.WriteLine($"not yet carried: {Rows.Ranges(Rows.All.Except(carried))}");
        }
    }

    private bool Carried(string row) => Engines.Any(engine => _cells.Contains((row, engine)));

    private string[] Line(string row) => [row, .. Engines.Select(engine => new Cell([.. _cells[(row, engine)]]).ToString())];
}
