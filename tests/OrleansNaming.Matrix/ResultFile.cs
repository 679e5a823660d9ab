using System.Globalization;
using System.Xml.Linq;

namespace OrleansNaming.Matrix;

/// <summary>Reads the xUnit v2+ XML of one test program: unlike TRX it holds the traits.</summary>
internal static class ResultFile
{
    public static IEnumerable<TestResult> Read(string file)
    {
        if (!File.Exists(file))
        {
            return [Broken(file, "wrote no results: it crashed or never ended")];
        }

        var document = XDocument.Load(file);
        return [.. document.Descendants("test").Select(Test), .. document.Descendants("error").Select(error => Broken(file, error.Value.Trim()))];
    }

    private static TestResult Test(XElement test) => new(
        (string)test.Attribute("name")!,
        Result((string?)test.Attribute("result")),
        (test.Element("reason") ?? test.Element("failure")?.Element("message"))?.Value.Trim() ?? "",
        double.Parse((string?)test.Attribute("time") ?? "0", CultureInfo.InvariantCulture),
        test.Descendants("trait").ToLookup(trait => (string)trait.Attribute("name")!, trait => (string)trait.Attribute("value")!));

    private static Outcome Result(string? result) => result switch
    {
        "Pass" => Outcome.Passed,
        "Skip" or "NotRun" => Outcome.Skipped,
        _ => Outcome.Failed,
    };

    private static TestResult Broken(string file, string reason) =>
        new(Path.GetFileNameWithoutExtension(file), Outcome.Failed, reason, 0, Array.Empty<string>().ToLookup(name => name));
}
