using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansNaming.EndToEnd.Tests.Repository;

/// <summary>Rules that the compiler does not know. A figure here only ever goes down.</summary>
public sealed partial class SourceTests
{
    private const int LongestFunction = 70;
    private const int LongestFile = 400;

    private static readonly string[] Everywhere = ["src", "tests", "bench", "samples"];

    /// <summary>Where a test may wait for a while instead of an event, and why.</summary>
    private static readonly Dictionary<string, string> MaySleep = new(StringComparer.Ordinal)
    {
        ["tests/Testing/Eventually.cs"] = "the one place that polls a process from outside, with a deadline",
    };

    [Fact]
    public void A_file_of_src_holds_one_public_type() =>
        Findings.None(CSharpFiles.In("src")
            .Where(tree => CSharpFiles.TopLevelTypes(tree).Count(IsPublic) > 1)
            .Select(tree => tree.FilePath));

    [Fact]
    public void A_function_fits_on_a_screen() =>
        Findings.None(CSharpFiles.In(Everywhere)
            .SelectMany(tree => tree.GetRoot().DescendantNodes())
            .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
            .Where(node => CSharpFiles.Lines(node) > LongestFunction)
            .Select(node => $"{CSharpFiles.Place(node)} has {CSharpFiles.Lines(node)} lines; split it by what it decides"));

    [Fact]
    public void A_file_holds_one_thing() =>
        Findings.None(CSharpFiles.In(Everywhere)
            .Where(tree => tree.GetText().Lines.Count > LongestFile)
            .Select(tree => $"{tree.FilePath} has {tree.GetText().Lines.Count} lines; split it by noun"));

    [Fact]
    public void Src_defers_nothing() =>
        Findings.None(Tree.Texts()
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => Tree.Read(file).Split('\n').Select((line, index) => (file, line, index)))
            .Where(place => Deferral().IsMatch(place.line))
            .Select(place => $"{place.file}:{place.index + 1} {place.line.Trim()}"));

    [Fact]
    public void Tests_wait_for_an_event_never_for_a_while() =>
        Findings.None(CSharpFiles.In("tests")
            .Where(tree => !MaySleep.ContainsKey(tree.FilePath))
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            .Where(access => Sleep().IsMatch(access.ToString()))
            .Select(access => $"{CSharpFiles.Place(access)} {access}: await what the code announces, or Eventually.Holds for a process"));

    [Fact]
    public void Only_files_that_exist_may_sleep() => Assert.All(MaySleep.Keys, file => Assert.True(File.Exists(RepositoryRoot.File(file)), file));

    private static bool IsPublic(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PublicKeyword);

    [GeneratedRegex("""\b(TODO|FIXME|HACK)\b""")]
    private static partial Regex Deferral();

    [GeneratedRegex("""\b(Task\.Delay|Thread\.Sleep)$""")]
    private static partial Regex Sleep();
}
