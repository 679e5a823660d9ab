using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansNaming.EndToEnd.Tests.Repository;

namespace OrleansNaming.EndToEnd.Tests.Documents;

/// <summary>docs/lessons.md says which test carries each lesson, or why none does; the attributes in the tests say the same.</summary>
public sealed partial class LessonsTests
{
    private const int Lessons = 40;

    /// <summary>By lesson: the tests that its line names, and what stands there instead of tests.</summary>
    private static readonly ILookup<int, (string[] Tests, string Reason)> Lines = Line().Matches(Repository.Tree.Read("docs/lessons.md")).ToLookup(
        line => int.Parse(line.Groups["lesson"].Value, CultureInfo.InvariantCulture),
        line => (Test().Matches(line.Groups["tests"].Value).Select(test => test.Groups["test"].Value).Order(StringComparer.Ordinal).ToArray(), line.Groups["tests"].Value.Trim()));

    [Fact]
    public void Each_lesson_has_one_line_with_tests_or_a_reason()
    {
        Assert.Equal(Enumerable.Range(1, Lessons), Lines.Select(line => line.Key));
        Findings.None(Lines.Where(line => line.Count() != 1).Select(line => $"{line.Key} has {line.Count()} lines"));
        Findings.None(Lines.Where(line => line.Single() is { Tests: [], Reason.Length: < 20 }).Select(line => $"{line.Key} has neither tests nor a reason"));
    }

    [Fact]
    public void The_tests_of_a_line_are_those_that_carry_its_attribute()
    {
        var carried = Carried().ToLookup(test => test.Lesson, test => test.Name);
        Assert.NotEmpty(carried);
        Findings.None(carried.Select(lesson => lesson.Key).Except(Lines.Select(line => line.Key)).Select(lesson => $"there is no lesson {lesson}"));
        Findings.None(Lines.SelectMany(line => line.Single().Tests.Except(carried[line.Key]).Select(test => $"{line.Key}: no test {test} carries it")));
        Findings.None(Lines.SelectMany(line => carried[line.Key].Except(line.Single().Tests).Select(test => $"{line.Key}: {test} carries it and its line does not say so")));
    }

    private static IEnumerable<(int Lesson, string Name)> Carried() =>
        from tree in CSharpFiles.In("tests")
        from method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
        from attribute in method.AttributeLists.SelectMany(list => list.Attributes)
        where attribute.Name.ToString() == "Lesson"
        select (int.Parse(attribute.ArgumentList!.Arguments.Single().ToString(), CultureInfo.InvariantCulture), $"{((TypeDeclarationSyntax)method.Parent!).Identifier}.{method.Identifier}");

    [GeneratedRegex("""^\| (?<lesson>\d+) \|[^|\n]+\|[^|\n]+\|(?<tests>[^|\n]+)\|$""", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("""`(?<test>\w+\.\w+)`""")]
    private static partial Regex Test();
}
