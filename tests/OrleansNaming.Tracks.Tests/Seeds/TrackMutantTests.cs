using System.Diagnostics;

namespace OrleansNaming.Tracks.Tests.Seeds;

/// <summary>A checker that finds nothing proves nothing: each planted bug is found by the checker that is there for it, in a seed that is clean without it.</summary>
public sealed class TrackMutantTests
{
    [Theory]
    [InlineData("accept-lower-token")]
    [InlineData("forget-unacknowledged")]
    public Task A_planted_bug_is_found_by_its_own_checker(string mutant) => Hunt("--mutant", mutant);

    [Fact]
    [RunsAt(Tier.Gate)]
    public Task Each_planted_bug_is_found_by_its_own_checker_and_not_without_it() => Hunt("--all");

    private static async Task Hunt(params string[] arguments)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(
            RepositoryRoot.Path, "tests", "OrleansNaming.Tracks.Mutants", "bin", folder.Parent!.Name, folder.Name, "OrleansNaming.Tracks.Mutants.dll");
        using var hunt = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true })!;
        var said = await hunt.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await hunt.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(hunt.ExitCode == 0 && said.Contains("FOUND", StringComparison.Ordinal), said);
    }
}
