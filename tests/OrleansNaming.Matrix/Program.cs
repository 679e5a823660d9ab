namespace OrleansNaming.Matrix;

internal static class Program
{
    /// <summary>matrix ROOT [--strict | --allowed-skips FILE] RESULTS.xml…: called by ./test.</summary>
    private static int Main(string[] arguments)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        var (root, allowed, files) = arguments switch
        {
            [var folder, "--strict", .. var rest] => (folder, AllowedSkips.None, rest),
            [var folder, "--allowed-skips", var list, .. var rest] => (folder, AllowedSkips.From(list), rest),
            [var folder, .. var rest] => (folder, AllowedSkips.Any, rest),
            _ => throw new ArgumentException("usage: matrix ROOT [--strict | --allowed-skips FILE] RESULTS.xml…", nameof(arguments)),
        };

        var results = files.SelectMany(ResultFile.Read).ToList();
        var report = new Report(results, new RowMatrix([.. results, .. UnbuiltTests.OnOrleans(root, results)]), OrleansRun.Describe(root), allowed);
        report.Print(Console.Out);
        return report.Succeeded ? 0 : 1;
    }
}
