namespace OrleansNaming.EndToEnd.Tests.Repository;

internal static class Findings
{
    /// <summary>Fails with every finding on a line of its own: Assert.Empty shortens them.</summary>
    public static void None(IEnumerable<string> findings)
    {
        var lines = findings.Distinct().Order(StringComparer.Ordinal).ToList();
        if (lines.Count > 0)
        {
            Assert.Fail(string.Join('\n', lines.Prepend($"{lines.Count} found:")));
        }
    }
}
