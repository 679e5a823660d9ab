namespace OrleansNaming.Matrix;

/// <summary>The rows that Cluster.Tests would carry, read from its sources where it was built empty: its cells are skipped, not missing.</summary>
internal static class UnbuiltTests
{
    private const string Absent = "OrleansTests.The_same_suite_holds_on_silos";

    public static IEnumerable<TestResult> OnOrleans(string root, IEnumerable<TestResult> results)
    {
        var reason = results.FirstOrDefault(result => result.Name.EndsWith(Absent, StringComparison.Ordinal))?.Reason;
        return reason is null ? [] : Sources(root).SelectMany(file => Rows.NamedIn(File.ReadAllText(file))).Distinct().Select(row => Skipped(row, reason));
    }

    private static IEnumerable<string> Sources(string root) =>
        new[] { "OrleansNaming.Cluster.Tests", "Contracts" }
            .Select(folder => Path.Combine(root, "tests", folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories));

    private static TestResult Skipped(string row, string reason) =>
        new($"{row} on Orleans", Outcome.Skipped, reason, 0, new[] { row }.ToLookup(_ => "Row", name => $"{name}@Orleans"));
}
